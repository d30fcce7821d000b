with transactions as (
    select * from {{ ref('stg_transactions') }}
),

customers_with_refunds as (
    select distinct customer_id from transactions where amount < 0
),

-- Orders pile up and refunds take from the top of the pile: the latest earlier purchases go first. The pile's height is the
-- running balance, lifted to zero whenever a refund finds nothing left to take.
balances as (
    select
        transactions.*,
        sum(amount) over history as balance,
        row_number() over history as position
    from transactions
    inner join customers_with_refunds on transactions.customer_id = customers_with_refunds.customer_id
    window history as (
        partition by transactions.customer_id
        order by ordered_at, (amount < 0), transaction_id
        rows between unbounded preceding and current row
    )
),

shortfalls as (
    select
        *,
        least(0, min(balance) over history) as shortfall,
        least(0, coalesce(min(balance) over (
            partition by customer_id order by position rows between unbounded preceding and 1 preceding
        ), 0)) as earlier_shortfall
    from balances
    window history as (partition by customer_id order by position rows between unbounded preceding and current row)
),

-- What is left of an order is what the pile never sinks below again.
piles as (
    select
        *,
        balance - amount - earlier_shortfall as height_before,
        min(balance - shortfall) over (
            partition by customer_id order by position rows between current row and unbounded following
        ) as lowest_height_from_here
    from shortfalls
)

select
    customer_id,
    ordered_on,
    amount,
    case when amount > 0 then greatest(0, lowest_height_from_here - height_before) else 0 end as kept_amount,
    shortfall - earlier_shortfall as unmatched_refund
from piles

union all

select
    transactions.customer_id,
    transactions.ordered_on,
    transactions.amount,
    transactions.amount as kept_amount,
    0 as unmatched_refund
from transactions
left join customers_with_refunds on transactions.customer_id = customers_with_refunds.customer_id
where customers_with_refunds.customer_id is null
