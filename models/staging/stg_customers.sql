with customers as (
    select * from {{ ref('base_customers') }} where reason is null
),

duplicates as (
    select * from {{ ref('base_customer_duplicates') }}
),

observed as (
    select * from {{ ref('base_observation_end') }}
)

select
    customers.customer_id,
    customers.customer_ref,
    coalesce(customers.channel, 'unattributed') as channel,
    -- A day after the observation end is not known yet.
    case when customers.acquired_on <= observed.observation_end then customers.acquired_on end as acquired_on
from customers
cross join observed
left join duplicates on customers.row_number = duplicates.row_number
where duplicates.row_number is null
