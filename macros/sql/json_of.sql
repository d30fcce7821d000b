{#- What the macro `record` kept of a row, as the text of one JSON object. -#}
{% macro json_of(record) %}
    {{ return(adapter.dispatch('json_of', 'ltv_monitor')(record)) }}
{% endmacro %}

{% macro default__json_of(record) -%}
    {{ record }}
{%- endmacro %}

{#- DuckDB writes floats that are no numbers without quotes, which JSON does not know. -#}
{% macro duckdb__json_of(record) -%}
    regexp_replace(cast(to_json({{ record }}) as varchar), '([^\\]":)(-?(?:NaN|Infinity))([,}])', '\1"\2"\3', 'g')
{%- endmacro %}
