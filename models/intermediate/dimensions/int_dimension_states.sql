with customers as (
    select * from {{ ref('int_dimension_buyers') }}
)

select
    channel,
    frequency,
    recency,
    T,
    model_frequency,
    model_recency,
    in_window,
    cast(sum(case when is_stock then 0 else 1 end) as bigint) as fitted_customers,
    cast(sum(case when is_stock then 0 else model_purchase_days end) as bigint) as purchase_days,
    count(*) as customers,
    {{ exact_sum('monetary_value') }} as monetary_value,
    {{ exact_sum('monetary_value * monetary_value', scale=4) }} as squared_monetary_value
from customers
group by channel, frequency, recency, T, model_frequency, model_recency, in_window
