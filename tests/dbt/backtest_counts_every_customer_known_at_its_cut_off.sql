-- Each forecast of all customers is of those known at its cut-off, and what came is what their histories say.
with known as (
    select
        cut_offs.cut_off,
        count(*) as customers
    from {{ ref('int_backtest_histories') }} as histories
    inner join {{ ref('int_backtest_cut_offs') }} as cut_offs on histories.days_back = cut_offs.days_back
    group by cut_offs.cut_off
),

came as (
    select
        cut_offs.cut_off,
        outcomes.horizon_days,
        sum(outcomes.purchases) as purchases
    from {{ ref('int_backtest_outcomes') }} as outcomes
    inner join {{ ref('int_backtest_cut_offs') }} as cut_offs on outcomes.days_back = cut_offs.days_back
    inner join {{ ref('int_backtest_histories') }} as histories
        on outcomes.days_back = histories.days_back and outcomes.customer_ref = histories.customer_ref
    group by cut_offs.cut_off, outcomes.horizon_days
),

judged as (
    select
        results.*,
        known.customers as customers_known,
        coalesce(came.purchases, 0) as purchases_that_came
    from {{ ref('backtest_results') }} as results
    left join known on results.cut_off = known.cut_off
    left join came on results.cut_off = came.cut_off and results.horizon_days = came.horizon_days
    where results.scope = 'total'
)

select *
from judged
where customers is distinct from customers_known or purchases_actual is distinct from purchases_that_came
