{#- The text of one field of a JSON object, in whatever case it was named; null where there is none. -#}
{% macro json_value(json, field) %}
    {{- return(adapter.dispatch('json_value', 'ltv_monitor')(json, field)) -}}
{% endmacro %}

{% macro duckdb__json_value(json, field) -%}
    (
        select max(json_extract_string(fields.value, '$')) from json_each({{ json }}) as fields
        where lower(fields.key) = {{ quoted_text(field | lower) }}
    )
{%- endmacro %}

{% macro default__json_value(json, field) -%}
    (
        select max(fields.value) from json_each_text(cast({{ json }} as json)) as fields
        where lower(fields.key) = {{ quoted_text(field | lower) }}
    )
{%- endmacro %}
