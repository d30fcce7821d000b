{#-
  The rules of `monitor_alerts`: name -> SELECT with one row per alert (subject, channel, value, limit_value, example). Each is a macro
  alert_<rule> and a row of the seed alert_rules, which a test holds equal.
-#}
{% macro alert_rules() %}
    {{ return({
        'late_data': alert_late_data(),
        'history_changed': alert_history_changed(),
        'inputs_doubtful': alert_inputs_doubtful(),
        'spend_missing': alert_spend_missing(),
        'duplicated_day': alert_duplicated_day(),
        'order_value_drift': alert_order_value_drift(),
        'frequency_drift': alert_frequency_drift(),
        'channel_mix_drift': alert_channel_mix_drift(),
        'new_channel': alert_new_channel(),
        'day_out_of_season': alert_day_out_of_season(),
        'spend_without_customers': alert_spend_without_customers(),
        'customers_without_spend': alert_customers_without_spend(),
        'ltv_to_cac_below_target': alert_ltv_to_cac_below_target(),
        'interval_too_wide': alert_interval_too_wide(),
        'forecast_missed': alert_forecast_missed(),
        'parameter_drift': alert_parameter_drift()
    }) }}
{% endmacro %}
