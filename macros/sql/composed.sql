{#- Text with each letter and its accents as one character (NFC); Spark knows no such function, and takes it as it is. -#}
{% macro composed(text) %}
    {{- return(adapter.dispatch('composed', 'ltv_monitor')(text)) -}}
{% endmacro %}

{% macro default__composed(text) -%}
    {{ text }}
{%- endmacro %}

{% macro duckdb__composed(text) -%}
    nfc_normalize({{ text }})
{%- endmacro %}

{% macro postgres__composed(text) -%}
    normalize({{ text }}, NFC)
{%- endmacro %}
