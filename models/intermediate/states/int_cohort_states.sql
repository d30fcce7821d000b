with customers as (
    select * from {{ ref('int_buyers') }}
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
)

select
    customers.channel,
    cast({{ dbt.date_trunc('month', 'customers.acquired_on') }} as date) as acquisition_month,
    {{ in_spend_window('customers.acquired_on') }} as in_window,
    customers.frequency,
    customers.recency,
    customers.T,
    customers.model_frequency,
    customers.model_recency,
    count(*) as customers,
    {{ exact_sum('customers.monetary_value') }} as monetary_value,
    {{ exact_sum('customers.monetary_value * customers.monetary_value', scale=4) }} as squared_monetary_value
from customers
cross join observation_window
group by
    customers.channel,
    acquisition_month,
    in_window,
    customers.frequency,
    customers.recency,
    customers.T,
    customers.model_frequency,
    customers.model_recency
