{#- The type of floats. Its standard name, double precision, is none to Spark; dbt's own type_float has half as many digits on DuckDB. -#}
{% macro double() %}
    {{- return(adapter.dispatch('double', 'ltv_monitor')()) -}}
{% endmacro %}

{% macro default__double() -%}
    double precision
{%- endmacro %}

{% macro spark__double() -%}
    double
{%- endmacro %}
