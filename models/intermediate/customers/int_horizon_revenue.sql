-- Whoever was seen on one day only has nothing to discount, and nothing after the horizon.
with returning_customers as (
    select * from {{ ref('int_purchase_ages') }} where is_returning
)

select
    customer_ref,
    cast(sum({{ discounted('revenue', 'age_days') }}) as {{ money() }}) as horizon_revenue
from returning_customers
where age_days <= {{ var('ltv_horizon_days') }}
group by customer_ref
