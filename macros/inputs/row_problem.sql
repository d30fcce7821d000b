{#-
  Why a raw row is not looked at further, or null: malformed_row where the reader could not divide it into the header's fields,
  filtered_out where `keep`, `drop` or `drop_blank` of the mapping leave it out (-- is blank too: so Google Ads writes an empty cell). Values compare without outer blanks and letter case,
  and may hold * for any text. loaded_later where the variable known_at lies before the row's loaded_at, unreadable_loaded_at where that
  cannot be read, older_version where `newest` of the mapping finds a later one.
  `known`: what was computed of loaded_at already (see computed_once).
-#}
{% macro row_problem(source, known={}) -%}
    {%- set conditions = [] -%}
    {%- for column, values in source.mapping.get('keep', {}).items() -%}
        {%- do conditions.append('not ' ~ is_one_of(source_text(source, column), values, number_in(source, column))) -%}
    {%- endfor -%}
    {%- for column, values in source.mapping.get('drop', {}).items() -%}
        {%- do conditions.append(is_one_of(source_text(source, column), values, number_in(source, column))) -%}
    {%- endfor -%}
    {%- set blank = source.mapping.get('drop_blank', []) -%}
    {%- for column in ([blank] if blank is string else blank) -%}
        {%- do conditions.append('coalesce(' ~ source_text(source, column) ~ ", '') in ('', '--')") -%}
    {%- endfor -%}
    {%- set loaded_later, not_readable, older = loaded_after_known_at(source, known), load_not_readable(source, known), older_version(source) -%}
    {%- if '_malformed' in source.added or conditions or loaded_later or older -%}
    case
        {%- if '_malformed' in source.added %}
        when raw._malformed is not null then 'malformed_row'
        {%- endif -%}
        {%- if loaded_later %}
        when {{ loaded_later }} then 'loaded_later'
        {%- endif -%}
        {%- if not_readable %}
        when {{ not_readable }} then 'unreadable_loaded_at'
        {%- endif -%}
        {%- if older %}
        when {{ older }} then 'older_version'
        {%- endif -%}
        {%- if conditions %}
        when {{ conditions | join(' or ') }} then 'filtered_out'
        {%- endif %}
    end
    {%- else -%}
    cast(null as {{ dbt.type_string() }})
    {%- endif -%}
{%- endmacro %}
