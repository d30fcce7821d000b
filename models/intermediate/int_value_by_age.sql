with purchase_days as (
    select * from {{ ref('int_purchase_days') }}
),

customers as (
    select * from {{ ref('int_customer_rfm') }} where first_purchase_on is not null
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
),

cohorts as (
    select
        customers.customer_ref,
        customers.first_purchase_on,
        customers.channel,
        cast({{ dbt.date_trunc('month', 'customers.acquired_on') }} as date) as acquisition_month,
        {{ in_spend_window('customers.acquired_on') }} as in_window
    from customers
    cross join observation_window
),

aged as (
    select
        cohorts.channel,
        cohorts.acquisition_month,
        cohorts.in_window,
        -- A refund before the first purchase that is left counts from the start.
        greatest({{ days_between('cohorts.first_purchase_on', 'purchase_days.ordered_on') }}, 0) as age_days,
        purchase_days.revenue
    from purchase_days
    inner join cohorts on purchase_days.customer_ref = cohorts.customer_ref
)

select
    channel,
    acquisition_month,
    in_window,
    age_days,
    cast(sum(revenue) * {{ gross_margin() }} as {{ money() }}) as realised_value
from aged
group by channel, acquisition_month, in_window, age_days
