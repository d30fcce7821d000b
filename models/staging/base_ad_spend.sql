with costs as (
    {{ dated_costs('ad_spend', 'spend_date', 'spend') }}
),

observed as (
    select * from {{ ref('base_observation_end') }}
)

select
    row_number,
    raw_row,
    day as spend_date,
    channel,
    amount as spend,
    currency,
    case
        when channel is null then 'missing_channel'
        when day is null then 'unreadable_date'
        when raw_amount is null then 'unreadable_amount'
        when raw_amount < 0 then 'negative_spend'
        when amount is null then 'no_exchange_rate'
        when day > observed.observation_end then 'after_observation_end'
        when copy > 1 then 'exact_duplicate'
    end as reason
from costs
cross join observed
