with forecasts as (
    select * from {{ ref('backtest_forecasts') }}
)

select
    cast(cut_off as date) as cut_off,
    horizon_days,
    segment,
    model,
    in_use,
    customers,
    purchases_predicted,
    purchases_actual,
    money_predicted,
    money_actual,
    mae,
    rmse,
    money_rmse,
    bias,
    top_decile_share,
    interval_coverage,
    purchases_low,
    purchases_high,
    money_low,
    money_high,
    scope
from forecasts
