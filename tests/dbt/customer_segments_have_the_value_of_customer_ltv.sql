-- Segments hold every customer with a purchase, once, with all of their realised value.
with segments as (
    select count(*) as customers, sum(realised_value) as realised_value from {{ ref('customer_segments') }}
),

customers as (
    select count(*) as customers, sum(realised_value) as realised_value from {{ ref('customer_ltv') }} where T is not null
)

select segments.*
from segments
cross join customers
where segments.customers <> customers.customers or segments.realised_value <> customers.realised_value
