with cohort_states as (
    select * from {{ ref('int_cohort_states') }}
)

select
    channel,
    frequency,
    recency,
    T,
    model_frequency,
    model_recency,
    cast(sum(customers) as bigint) as customers,
    {{ exact_sum('monetary_value') }} as monetary_value
from cohort_states
group by channel, frequency, recency, T, model_frequency, model_recency
