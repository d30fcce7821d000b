{#-
  Alert: orders of the last seven days have other values than those of half a year before: the population stability index over the
  tenths of the latter is above 0.25 and what chance alone makes of so few orders.
-#}
{% macro alert_order_value_drift() %}
    select
        'transactions' as subject,
        cast(null as {{ dbt.type_string() }}) as channel,
        psi as value,
        0.25 + 25.0 / recent_orders + 25.0 / past_orders as limit_value,
        cast(recent_orders as bigint) || ' orders of seven days, in the mean ' || round(cast(recent_mean as numeric(38, 4)), 2)
            || ' instead of ' || round(cast(past_mean as numeric(38, 4)), 2) as example
    from (
        {{ stability_index(recent_order_values()) }}
    ) as compared
    where recent_orders >= 50 and past_orders >= 500
        and psi > 0.25 + 25.0 / recent_orders + 25.0 / past_orders
{% endmacro %}
