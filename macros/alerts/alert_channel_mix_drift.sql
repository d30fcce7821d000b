{#-
  Alert: the new buyers of the last 28 days come from other channels than those of the half year before, by the population stability
  index. Channels that are new themselves are left out; they have an alert of their own.
-#}
{% macro alert_channel_mix_drift() %}
    {% set example %}
        cast(recent_orders as bigint) || ' new buyers of 28 days against ' || cast(past_orders as bigint) || ' of the half year before'
    {% endset %}
    {{ drifted('customers', recent_channels(), example) }}
{% endmacro %}
