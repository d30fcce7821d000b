{#-
  Alert: orders of the last seven days have other values than those of half a year before: the population stability index over the
  tenths of the latter is above 0.25 and what chance alone makes of so few orders.
-#}
{% macro alert_order_value_drift() %}
    {% set example %}
        cast(recent_orders as bigint) || ' orders of seven days, in the mean ' || round(cast(recent_mean as numeric(38, 4)), 2)
            || ' instead of ' || round(cast(past_mean as numeric(38, 4)), 2)
    {% endset %}
    {{ drifted('transactions', recent_order_values(), example, noise=25, fewest_past=500) }}
{% endmacro %}
