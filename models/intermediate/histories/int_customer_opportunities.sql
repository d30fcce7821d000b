{{ config(materialized='table' if counts_opportunities() else 'view') }}

with purchase_days as (
    select * from {{ ref('int_purchase_days') }} where is_purchase_day
),

customers as (
    select * from {{ ref('int_customer_rfm') }}
),

-- Opportunities are counted back from the last day observed. The one that the first purchase falls into is not whole.
dated as (
    select
        purchase_days.customer_ref,
        {{ days_between('customers.first_purchase_on', 'purchase_days.ordered_on') }} as age_days,
        customers.T
    from purchase_days
    inner join customers on purchase_days.customer_ref = customers.customer_ref
)

select
    customer_ref,
    count(distinct T - age_days - mod(T - age_days, {{ var('opportunity_days') }})) as opportunities,
    count(*) as purchase_days
from dated
where age_days > mod(T, {{ var('opportunity_days') }})
group by customer_ref
