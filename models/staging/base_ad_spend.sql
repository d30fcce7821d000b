with costs as (
    {{ dated_costs('ad_spend', 'spend_date', 'spend') }}
),

observed as (
    select * from {{ ref('base_observation_end') }}
)

select
    row_key,
    source,
    row_number,
    raw_row,
    day as spend_date,
    channel,
    amount as spend,
    currency,
    case
        when row_problem is not null then row_problem
        when is_blank then 'blank_row'
        when day is null and raw_amount is not null and coalesce(lower(channel), '') in ({{ text_list([''] + placeholder_ids()) }})
            then 'row_of_totals'
        when channel is null then 'missing_channel'
        when day is null then 'unreadable_date'
        when raw_amount is null then 'unreadable_amount'
        when amount is null then 'no_exchange_rate'
        when is_copy then 'exact_duplicate'
        when day > observed.observation_end then 'after_observation_end'
    end as reason
from costs
cross join observed
