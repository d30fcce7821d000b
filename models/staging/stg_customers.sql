with customers as (
    select * from {{ ref('base_customers') }} where reason is null
)

select
    customer_id,
    coalesce(channel, 'unattributed') as channel,
    acquired_on
from customers
