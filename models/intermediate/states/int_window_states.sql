with valued_states as (
    select * from {{ ref('int_cohort_states') }} where in_window
)

select
    channel,
    frequency,
    recency,
    T,
    model_frequency,
    model_recency,
    cast(sum(customers) as bigint) as customers,
    {{ exact_sum('monetary_value') }} as monetary_value,
    {{ exact_sum('squared_monetary_value', scale=4) }} as squared_monetary_value
from valued_states
group by channel, frequency, recency, T, model_frequency, model_recency
