{#- Whether the whole text matches the pattern (the part of regular expressions that RE2 and PostgreSQL share). -#}
{% macro matches(text, pattern) %}
    {{- return(adapter.dispatch('matches', 'ltv_monitor')(text, pattern)) -}}
{% endmacro %}

{% macro duckdb__matches(text, pattern) -%}
    regexp_full_match({{ text }}, '{{ pattern }}')
{%- endmacro %}

{% macro postgres__matches(text, pattern) -%}
    {{ text }} ~ '^({{ pattern }})$'
{%- endmacro %}

{% macro spark__matches(text, pattern) -%}
    {{ text }} rlike '^(?:{{ pattern }})$'
{%- endmacro %}
