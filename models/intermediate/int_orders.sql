with netted as (
    select * from {{ ref('int_netted_refunds') }}
),

customers_with_refunds as (
    select distinct customer_id from netted
)

select
    customer_id,
    ordered_on,
    amount,
    kept_amount,
    unmatched_refund
from netted

union all

-- Nothing to net: most customers.
select
    transactions.customer_id,
    transactions.ordered_on,
    transactions.amount,
    transactions.amount as kept_amount,
    cast(0 as decimal(18, 4)) as unmatched_refund
from {{ ref('stg_transactions') }} as transactions
left join customers_with_refunds on transactions.customer_id = customers_with_refunds.customer_id
where customers_with_refunds.customer_id is null
