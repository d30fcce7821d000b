with customers as (
    select * from {{ ref('base_customers') }} where reason is null
),

duplicates as (
    select * from {{ ref('base_customer_duplicates') }}
)

select
    customers.customer_id,
    customers.customer_ref,
    coalesce(customers.channel, 'unattributed') as channel,
    customers.acquired_on
from customers
left join duplicates on customers.row_key = duplicates.row_key
where duplicates.row_key is null
