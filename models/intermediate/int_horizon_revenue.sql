with purchase_days as (
    select * from {{ ref('int_purchase_days') }}
),

-- Whoever was seen on one day only has nothing to discount, and nothing after the horizon.
returning_customers as (
    select * from {{ ref('int_customer_rfm') }} where last_seen_on > first_purchase_on
),

aged as (
    select
        purchase_days.customer_ref,
        purchase_days.revenue,
        -- A refund before the first purchase that is left counts from the start.
        greatest({{ days_between('returning_customers.first_purchase_on', 'purchase_days.ordered_on') }}, 0) as age_days
    from purchase_days
    inner join returning_customers on purchase_days.customer_ref = returning_customers.customer_ref
)

select
    customer_ref,
    cast(sum({{ discounted('revenue', 'age_days') }}) as {{ money() }}) as horizon_revenue
from aged
where age_days <= {{ var('ltv_horizon_days') }}
group by customer_ref
