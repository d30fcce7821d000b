with netted as (
    select * from {{ ref('int_refund_netting') }}
),

customers_with_refunds as (
    select distinct customer_ref from netted
),

netted_days as (
    {{ netted_purchase_days('netted') }}
),

-- Most customers have nothing to net: their orders are kept whole, and one sum is both value and revenue.
other_days as (
    select
        transactions.customer_ref,
        transactions.ordered_on,
        cast(sum(transactions.amount) as decimal(18, 4)) as value
    from {{ ref('stg_transactions') }} as transactions
    left join customers_with_refunds on transactions.customer_ref = customers_with_refunds.customer_ref
    where customers_with_refunds.customer_ref is null
    group by transactions.customer_ref, transactions.ordered_on
)

select
    customer_ref,
    ordered_on,
    value,
    revenue,
    is_purchase_day
from netted_days

union all

select
    customer_ref,
    ordered_on,
    value,
    value as revenue,
    {{ 'true' if var('count_free_orders') else 'value > 0' }} as is_purchase_day
from other_days
