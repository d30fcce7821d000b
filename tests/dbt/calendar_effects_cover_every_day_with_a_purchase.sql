-- The calendar has every day between the first purchase and the last day observed, and no purchase is outside.
with observed as (
    select
        count(*) as days,
        sum(purchase_days + first_purchases) as purchases
    from {{ ref('purchase_days_by_date') }}
),

told as (
    select count(*) as days from {{ ref('calendar_effects') }} where not is_forecast
),

purchased as (
    select count(*) as purchases
    from {{ ref('int_purchase_days') }} as purchase_days
    inner join {{ ref('int_backtest_customers') }} as customers on purchase_days.customer_ref = customers.customer_ref
    where purchase_days.is_purchase_day
)

select
    observed.days,
    told.days as days_told,
    observed.purchases,
    purchased.purchases as purchases_of_all
from observed
cross join told
cross join purchased
where observed.days <> told.days
    or coalesce(observed.purchases, 0) <> purchased.purchases
