with orders as (
    select * from {{ ref('int_orders') }}
),

-- Whoever was last seen within the horizon has nothing after it.
older_customers as (
    select *
    from {{ ref('int_customer_rfm') }}
    where {{ dbt.datediff('first_purchase_on', 'last_seen_on', 'day') }} > {{ var('ltv_horizon_days') }}
)

select
    orders.customer_id,
    sum(orders.kept_amount + orders.unmatched_refund) as revenue_after_horizon
from orders
inner join older_customers on orders.customer_id = older_customers.customer_id
where {{ dbt.datediff('older_customers.first_purchase_on', 'orders.ordered_on', 'day') }} > {{ var('ltv_horizon_days') }}
group by orders.customer_id
