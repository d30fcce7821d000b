with purchase_days as (
    select * from {{ ref('int_purchase_days') }}
),

older_customers as (
    select * from {{ ref('int_customer_rfm') }} where T > {{ var('ltv_horizon_days') }}
)

select
    purchase_days.customer_id,
    sum(purchase_days.value + purchase_days.unmatched_refunds) as revenue_after_horizon
from purchase_days
inner join older_customers on purchase_days.customer_id = older_customers.customer_id
where {{ dbt.datediff('older_customers.first_purchase_on', 'purchase_days.ordered_on', 'day') }} > {{ var('ltv_horizon_days') }}
group by purchase_days.customer_id
