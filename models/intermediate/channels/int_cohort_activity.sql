with purchase_days as (
    select * from {{ ref('int_purchase_days') }} where is_purchase_day
),

buyers as (
    select * from {{ ref('int_buyers') }}
),

aged as (
    select
        buyers.customer_ref,
        buyers.channel,
        cast({{ dbt.date_trunc('month', 'buyers.acquired_on') }} as date) as acquisition_month,
        buyers.T,
        cast(ceil({{ days_between('buyers.first_purchase_on', 'purchase_days.ordered_on') }} / 30.0) as bigint) as age_months
    from purchase_days
    inner join buyers on purchase_days.customer_ref = buyers.customer_ref
    where purchase_days.ordered_on > buyers.first_purchase_on
)

select channel, acquisition_month, age_months, count(distinct customer_ref) as active_customers
from aged
where T >= 30 * age_months
group by channel, acquisition_month, age_months
