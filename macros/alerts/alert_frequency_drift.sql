{#-
  Alert: orders of the last 14 days are other purchases of their customers (first, second, third or fourth, fifth to ninth, later) than
  those of the 56 days before, by the population stability index.
-#}
{% macro alert_frequency_drift() %}
    {% set example %}
        cast(recent_orders as bigint) || ' purchases of 14 days are on average number ' || round(cast(recent_mean as numeric(38, 4)), 1)
            || ' of their customers, before number ' || round(cast(past_mean as numeric(38, 4)), 1)
    {% endset %}
    {{ drifted('transactions', recent_purchase_numbers(), example) }}
{% endmacro %}
