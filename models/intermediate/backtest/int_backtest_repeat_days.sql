with histories as (
    select * from {{ ref('int_backtest_histories') }}
),

purchase_days as (
    select * from {{ ref('int_backtest_days') }} where is_purchase_day
)

select
    purchase_days.days_back,
    purchase_days.ordered_on,
    {{ days_between('histories.first_purchase_on', 'purchase_days.ordered_on') }} as age_days,
    count(*) as purchases
from purchase_days
inner join histories
    on purchase_days.days_back = histories.days_back
    and purchase_days.customer_ref = histories.customer_ref
where purchase_days.ordered_on > histories.first_purchase_on
group by purchase_days.days_back, purchase_days.ordered_on, age_days
