{#- A whole row of a query as text, for people to read. `row` is the query's alias. -#}
{% macro row_text(row) %}
    {{- return(adapter.dispatch('row_text', 'ltv_monitor')(row)) -}}
{% endmacro %}

{% macro default__row_text(row) -%}
    cast({{ row }} as {{ dbt.type_string() }})
{%- endmacro %}

{% macro spark__row_text(row) -%}
    cast(struct({{ row }}.*) as string)
{%- endmacro %}
