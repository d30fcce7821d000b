{#- Every variable of the project with the value that this build has, as a dict. A test holds the names equal to dbt_project.yml. -#}
{% macro variables_in_effect() %}
    {% set names = [
        'raw_data', 'data_dir', 'raw_schema', 'inputs', 'transaction_grain', 'channel_aliases', 'placeholder_ids', 'lowercase_emails',
        'rejected_share_warning', 'observation_end', 'known_at', 'timezone', 'reporting_currency', 'count_free_orders', 'gross_margin',
        'left_censored', 'purchase_model', 'opportunity_days', 'engine', 'calendar', 'backtest_cut_offs', 'backtest_customers',
        'purchase_penalizer', 'spend_penalizer', 'exact_states', 'prediction_days', 'monthly_discount_rate', 'ltv_horizon_days', 'ltv_basis',
        'target_ltv_to_cac', 'spend_window_days', 'customer_dimensions', 'alert_severities', 'bi_role', 'pseudonymous_keys'
    ] %}
    {% set values = {} %}
    {% for name in names %}
        {% do values.update({name: var(name)}) %}
    {% endfor %}
    {#- YAML makes a date of an unquoted day; a variable's day is text. -#}
    {% for name in ('observation_end', 'known_at') if values[name] is not none %}
        {% do values.update({name: values[name] | string}) %}
    {% endfor %}
    {{ return(values) }}
{% endmacro %}
