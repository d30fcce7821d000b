with customers as (
    select * from {{ ref('int_customer_rfm') }} where first_purchase_on is not null
)

select
    channel,
    frequency,
    recency,
    T,
    count(*) as customers
from customers
group by channel, frequency, recency, T
