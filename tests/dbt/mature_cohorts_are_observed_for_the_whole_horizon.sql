-- In a month that is called mature every buyer has been observed for the horizon since the first purchase.
select
    cohorts.channel,
    cohorts.acquisition_month,
    customers.T
from {{ ref('channel_cohort_roi') }} as cohorts
inner join {{ ref('customer_ltv') }} as customers
    on cohorts.channel = customers.channel
    and cohorts.acquisition_month = cast({{ dbt.date_trunc('month', 'customers.acquired_on') }} as date)
where cohorts.mature and customers.T < {{ var('ltv_horizon_days') }}
