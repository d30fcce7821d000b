{#-
  Alert: the new buyers of the last 28 days come from other channels than those of the half year before, by the population stability
  index. Channels that are new themselves are left out; they have an alert of their own.
-#}
{% macro alert_channel_mix_drift() %}
    select
        'customers' as subject,
        cast(null as {{ dbt.type_string() }}) as channel,
        psi as value,
        0.25 + 15.0 / recent_orders + 15.0 / past_orders as limit_value,
        cast(recent_orders as bigint) || ' new buyers of 28 days against ' || cast(past_orders as bigint) || ' of the half year before' as example
    from (
        {{ stability_index(recent_channels()) }}
    ) as compared
    where recent_orders >= 50 and past_orders >= 200
        and psi > 0.25 + 15.0 / recent_orders + 15.0 / past_orders
{% endmacro %}
