with orders as (
    select * from {{ ref('int_orders') }}
),

-- Whoever was seen on one day only has nothing to discount, and nothing after the horizon.
returning_customers as (
    select * from {{ ref('int_customer_rfm') }} where last_seen_on > first_purchase_on
),

aged as (
    select
        orders.customer_id,
        orders.kept_amount + orders.unmatched_refund as revenue,
        -- A refund before the first purchase that is left counts from the start.
        greatest({{ dbt.datediff('returning_customers.first_purchase_on', 'orders.ordered_on', 'day') }}, 0) as age_days
    from orders
    inner join returning_customers on orders.customer_id = returning_customers.customer_id
)

select
    customer_id,
    cast(sum(revenue * {{ discount_factor('age_days') }}) as {{ money() }}) as horizon_revenue
from aged
where age_days <= {{ var('ltv_horizon_days') }}
group by customer_id
