{#- Whether the text of a JSON object has the field, in whatever case it was named, with this text as its value. -#}
{% macro json_has(json, field, value) %}
    {{- return(adapter.dispatch('json_has', 'ltv_monitor')(json, field, value)) -}}
{% endmacro %}

{% macro duckdb__json_has(json, field, value) -%}
    exists (select 1 from json_each({{ json }}) as fields where lower(fields.key) = '{{ field }}' and json_extract_string(fields.value, '$') = {{ value }})
{%- endmacro %}

{% macro default__json_has(json, field, value) -%}
    exists (
        select 1 from json_each_text(cast({{ json }} as json)) as fields
        where lower(fields.key) = '{{ field }}' and fields.value = {{ value }}
    )
{%- endmacro %}
