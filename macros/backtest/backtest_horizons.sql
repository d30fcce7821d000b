{#- The horizons at which forecasts are checked, in days: 30, 90 and the one in use. -#}
{% macro backtest_horizons() %}
    {{ return([30, 90, var('prediction_days') | int] | unique | sort) }}
{% endmacro %}
