{#- Whole days from one date to a later one. dbt's own goes through timestamps on DuckDB, which costs more than the join it follows. -#}
{% macro days_between(first, last) %}
    {{- return(adapter.dispatch('days_between', 'ltv_monitor')(first, last)) -}}
{% endmacro %}

{% macro default__days_between(first, last) -%}
    cast({{ dbt.datediff(first, last, 'day') }} as bigint)
{%- endmacro %}

{% macro duckdb__days_between(first, last) -%}
    cast({{ last }} - {{ first }} as bigint)
{%- endmacro %}

{% macro spark__days_between(first, last) -%}
    cast(datediff({{ last }}, {{ first }}) as bigint)
{%- endmacro %}
