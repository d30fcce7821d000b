{#- The currency of a raw row. A relation without the column is in the reporting currency; an empty cell is not: nobody said so. -#}
{% macro raw_currency(relation) -%}
    {%- if 'currency' in raw_columns(relation) or not var('reporting_currency') -%}
    upper(trim(cast(currency as {{ dbt.type_string() }})))
    {%- else -%}
    '{{ var('reporting_currency') | upper }}'
    {%- endif -%}
{%- endmacro %}
