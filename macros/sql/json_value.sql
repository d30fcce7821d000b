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

{% macro postgres__json_value(json, field) -%}
    (
        select max(fields.value) from json_each_text(cast({{ json }} as json)) as fields
        where lower(fields.key) = {{ quoted_text(field | lower) }}
    )
{%- endmacro %}

{#- No subquery, which Spark could not relate to the row: the object's fields are looked through as a list. -#}
{% macro spark__json_value(json, field) -%}
    array_max(transform(
        filter(map_entries(from_json({{ json }}, 'map<string, string>')), field -> lower(field.key) = {{ quoted_text(field | lower) }}),
        field -> field.value
    ))
{%- endmacro %}
