{#- Text without the white space around it: blanks, tabs, line breaks, the blanks that do not break lines, a byte order mark. -#}
{% macro trimmed(text) %}
    {{- return(adapter.dispatch('trimmed', 'ltv_monitor')(text)) -}}
{% endmacro %}

{% macro default__trimmed(text) -%}
    btrim({{ text }}, '{{ " \t\r\n\u00a0\u202f\ufeff" }}')
{%- endmacro %}

{% macro duckdb__trimmed(text) -%}
    trim({{ text }}, '{{ " \t\r\n\u00a0\u202f\ufeff" }}')
{%- endmacro %}

{% macro spark__trimmed(text) -%}
    btrim({{ text }}, '{{ " \t\r\n\u00a0\u202f\ufeff" }}')
{%- endmacro %}
