with costs as (
    {{ dated_costs('overhead_costs', 'cost_date', 'amount') }}
),

observed as (
    select * from {{ ref('base_observation_end') }}
)

select
    row_number,
    raw_row,
    day as cost_date,
    channel,
    amount,
    currency,
    case
        when day is null then 'unreadable_date'
        when raw_amount is null then 'unreadable_amount'
        when raw_amount < 0 then 'negative_spend'
        when amount is null then 'no_exchange_rate'
        when day > observed.observation_end then 'after_observation_end'
        when copy > 1 then 'exact_duplicate'
    end as reason
from costs
cross join observed
