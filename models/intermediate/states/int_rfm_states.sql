with customers as (
    select * from {{ ref('int_buyers') }}
)

select
    channel,
    frequency,
    recency,
    T,
    count(*) as customers
from customers
group by channel, frequency, recency, T
