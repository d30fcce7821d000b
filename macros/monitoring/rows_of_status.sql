{#- SELECT of the rows of a source with what a column of a status says (`value`), their money typed and their `row_problem`. -#}
{% macro rows_of_status(one) %}
    {%- set text = source_text(one.source, one.column) -%}
    {%- if one.kind in ('moment', 'unset') -%}
        {%- set blank = is_one_of(text, ['', 'null', 'none', 'nan', 'n/a', '-', '0', 'false', '0000-*']) -%}
        {%- set text = 'case when ' ~ blank ~ " then '" ~ ('blank' if one.kind == 'unset') ~ "' else 'filled' end" -%}
    {%- elif one.kind == 'negative' -%}
        {%- set text = 'case when ' ~ matches(text, '-.*[1-9].*') ~ " then 'negative' end" -%}
    {%- endif %}
    {{- rows_of_source(one.relation, one.source, [one.money] if one.money else [], also={'value': text}) }}
{% endmacro %}
