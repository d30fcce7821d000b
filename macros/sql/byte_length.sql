{#- The number of bytes of a text in UTF-8. -#}
{% macro byte_length(text) %}
    {{- return(adapter.dispatch('byte_length', 'ltv_monitor')(text)) -}}
{% endmacro %}

{% macro default__byte_length(text) -%}
    octet_length({{ text }})
{%- endmacro %}

{% macro duckdb__byte_length(text) -%}
    strlen({{ text }})
{%- endmacro %}
