with costs as (
    {{ dated_costs('overhead_costs', 'cost_date', 'amount') }}
),

observed as (
    select * from {{ ref('base_observation_end') }}
)

select
    row_key,
    source,
    row_number,
    raw_row,
    day as cost_date,
    channel,
    amount,
    currency,
    case
        when row_problem is not null then row_problem
        when is_blank then 'blank_row'
        when day is null then 'unreadable_date'
        when raw_amount is null then 'unreadable_amount'
        when amount is null then 'no_exchange_rate'
        when is_copy then 'exact_duplicate'
        when day > observed.observation_end then 'after_observation_end'
    end as reason
from costs
cross join observed
