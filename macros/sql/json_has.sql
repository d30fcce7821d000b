{#-
  Whether the text of a JSON object has one of the fields, in whatever case it was named, with this id as its value, which is
  compared as ids are (clean_id).
-#}
{% macro json_has(json, fields, value) %}
    {{- return(adapter.dispatch('json_has', 'ltv_monitor')(json, fields, value)) -}}
{% endmacro %}

{% macro duckdb__json_has(json, fields, value) -%}
    exists (
        select 1 from json_each({{ json }}) as fields
        where lower(fields.key) in ({{ text_list(fields) }}) and {{ clean_id("json_extract_string(fields.value, '$')", 'text') }} = {{ value }}
    )
{%- endmacro %}

{% macro postgres__json_has(json, fields, value) -%}
    exists (
        select 1 from json_each_text(cast({{ json }} as json)) as fields
        where lower(fields.key) in ({{ text_list(fields) }}) and {{ clean_id('fields.value', 'text') }} = {{ value }}
    )
{%- endmacro %}

{% macro spark__json_has(json, fields, value) -%}
    exists (
        select 1 from explode(from_json({{ json }}, 'map<string, string>')) as fields(key, value)
        where lower(fields.key) in ({{ text_list(fields) }}) and {{ clean_id('fields.value', 'text') }} = {{ value }}
    )
{%- endmacro %}
