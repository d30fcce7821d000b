{#- Join the newest rate not after the day, as `rates`; nothing while no reporting currency is set. -#}
{% macro join_rates(currency, day) -%}
    {%- set rates = ref('stg_exchange_rates') -%}
    {%- if var('reporting_currency') -%}
    left join {{ rates }} as rates
        on {{ currency }} = rates.currency
        and {{ day }} >= rates.valid_from
        and ({{ day }} < rates.valid_until or rates.valid_until is null)
    {%- endif -%}
{%- endmacro %}
