-- The groups of customers together have the forecast of backtest_results, and what came.
with calibration as (
    select
        cut_off,
        horizon_days,
        model,
        sum(customers) as customers,
        sum(purchases_predicted) as predicted,
        sum(purchases_actual) as actual
    from {{ ref('frequency_calibration') }}
    group by cut_off, horizon_days, model
),

results as (
    select * from {{ ref('backtest_results') }} where scope = 'total'
)

select calibration.*, results.purchases_predicted, results.purchases_actual
from calibration
left join results
    on calibration.cut_off = results.cut_off
    and calibration.horizon_days = results.horizon_days
    and calibration.model = results.model
where results.model is null
    or calibration.customers <> results.customers
    or calibration.actual <> results.purchases_actual
    or abs(calibration.predicted - results.purchases_predicted) > 1e-6 * results.purchases_predicted
