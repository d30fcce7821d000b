{#- The type of a timestamp that knows its time zone. -#}
{% macro instant_type() %}
    {{- return(adapter.dispatch('instant_type', 'ltv_monitor')()) -}}
{% endmacro %}

{% macro default__instant_type() -%}
    timestamp with time zone
{%- endmacro %}

{% macro spark__instant_type() -%}
    timestamp_ltz
{%- endmacro %}
