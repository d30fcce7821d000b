{#- What the macro `record` kept of a row, as the text of one JSON object. -#}
{% macro json_of(record) %}
    {{ return(adapter.dispatch('json_of', 'ltv_monitor')(record)) }}
{% endmacro %}

{% macro default__json_of(record) -%}
    {{ record }}
{%- endmacro %}

{% macro duckdb__json_of(record) -%}
    cast(to_json({{ record }}) as varchar)
{%- endmacro %}
