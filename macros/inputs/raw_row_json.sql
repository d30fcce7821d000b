{#- The column `raw_row` of `typed_rows(relation)` as the text of one JSON object. -#}
{% macro raw_row_json(relation, column='raw_row') -%}
    {%- set sources = input_sources(relation) -%}
    {%- if sources | length == 1 and '_malformed' not in sources[0].added -%}
    {{ json_of(column) }}
    {%- else -%}
    {{ column }}
    {%- endif -%}
{%- endmacro %}
