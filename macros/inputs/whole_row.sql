{#-
  The whole raw row as it came: of a single source a record, which costs nothing until it is written as JSON (raw_row_json); of
  several sources, whose columns differ, the JSON itself. A record that the reader could not divide into the header's fields is
  its line number and its text.
-#}
{% macro whole_row(source, is_single) -%}
    {%- set whole = record(source.columns.values() | map(attribute='name') | list) -%}
    {%- if '_malformed' in source.added -%}
    case
        when raw._malformed is null then {{ json_of(whole) }}
        else cast(to_json({'line': raw._line, 'text': raw._malformed}) as varchar)
    end
    {%- elif is_single -%}
    {{ whole }}
    {%- else -%}
    {{ json_of(whole) }}
    {%- endif -%}
{%- endmacro %}
