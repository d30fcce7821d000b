with customers as (
    select * from {{ ref('int_backtest_customers') }}
),

matured as (
    {{ matured_forecasts(ref('int_backtest_cut_offs')) }}
),

-- What came is what is known of it today, later refunds included.
purchase_days as (
    select purchase_days.*
    from {{ ref('int_purchase_days') }} as purchase_days
    inner join customers on purchase_days.customer_ref = customers.customer_ref
)

select
    matured.days_back,
    matured.horizon_days,
    purchase_days.customer_ref,
    sum(case when purchase_days.is_purchase_day then 1 else 0 end) as purchases,
    sum(purchase_days.revenue) as revenue
from purchase_days
inner join matured
    on purchase_days.ordered_on > matured.cut_off
    and {{ days_between('matured.cut_off', 'purchase_days.ordered_on') }} <= matured.horizon_days
group by matured.days_back, matured.horizon_days, purchase_days.customer_ref
