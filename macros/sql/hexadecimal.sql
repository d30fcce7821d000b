{#- A whole number in hexadecimal digits, in lower case. -#}
{% macro hexadecimal(number) %}
    {{- return(adapter.dispatch('hexadecimal', 'ltv_monitor')(number)) -}}
{% endmacro %}

{% macro default__hexadecimal(number) -%}
    lower(to_hex({{ number }}))
{%- endmacro %}

{% macro spark__hexadecimal(number) -%}
    lower(hex({{ number }}))
{%- endmacro %}
