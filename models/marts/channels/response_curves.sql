with responses as (
    select * from {{ ref('spend_responses') }}
)

select
    channel,
    weekly_spend,
    new_buyers,
    new_buyers_low,
    new_buyers_high,
    point
from responses
