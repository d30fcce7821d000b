with buyers as (
    select * from {{ ref('int_buyers') }}
),

customers as (
    select customer_ref from {{ ref('int_backtest_customers') }}
)

select
    buyers.frequency,
    buyers.recency,
    buyers.T,
    count(*) as customers
from buyers
inner join customers on buyers.customer_ref = customers.customer_ref
group by buyers.frequency, buyers.recency, buyers.T
