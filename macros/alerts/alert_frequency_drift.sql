{#-
  Alert: orders of the last 14 days are other purchases of their customers (first, second, third or fourth, fifth to ninth, later) than
  those of the 56 days before, by the population stability index.
-#}
{% macro alert_frequency_drift() %}
    select
        'transactions' as subject,
        cast(null as {{ dbt.type_string() }}) as channel,
        psi as value,
        0.25 + 15.0 / recent_orders + 15.0 / past_orders as limit_value,
        cast(recent_orders as bigint) || ' purchases of 14 days are on average number ' || round(cast(recent_mean as numeric(38, 4)), 1)
            || ' of their customers, before number ' || round(cast(past_mean as numeric(38, 4)), 1) as example
    from (
        {{ stability_index(recent_purchase_numbers()) }}
    ) as compared
    where recent_orders >= 50 and past_orders >= 200
        and psi > 0.25 + 15.0 / recent_orders + 15.0 / past_orders
{% endmacro %}
