with customers as (
    select * from {{ ref('int_buyers') }}
)

select
    channel,
    model_frequency as frequency,
    model_recency as recency,
    T,
    count(*) as customers,
    cast(sum(model_purchase_days) as bigint) as purchase_days
from customers
group by channel, model_frequency, model_recency, T
