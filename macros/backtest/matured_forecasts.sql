{#- One row per cut-off of `cut_offs` (int_backtest_cut_offs) and horizon that has matured since. -#}
{% macro matured_forecasts(cut_offs) %}
    select
        cut_offs.days_back,
        cut_offs.cut_off,
        horizons.horizon_days
    from {{ cut_offs }} as cut_offs
    inner join (
        {%- for horizon_days in backtest_horizons() %}
        select {{ horizon_days }} as horizon_days
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    ) as horizons on cut_offs.days_back >= horizons.horizon_days
{% endmacro %}
