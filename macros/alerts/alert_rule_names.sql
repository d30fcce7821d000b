{#- The names of the rules, as `alert_rules` and the seed have them. -#}
{% macro alert_rule_names() %}
    {{ return([
        'late_data', 'history_changed', 'inputs_doubtful', 'spend_missing', 'duplicated_day', 'order_value_drift', 'frequency_drift',
        'channel_mix_drift',
        'new_channel', 'day_out_of_season', 'spend_without_customers', 'customers_without_spend', 'ltv_to_cac_below_target', 'interval_too_wide',
        'forecast_missed', 'parameter_drift'
    ]) }}
{% endmacro %}
