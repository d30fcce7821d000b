with customers as (
    select * from {{ ref('customer_ltv') }} where T is not null
),

observed as (
    select observation_end from {{ ref('int_observation_window') }}
),

-- Equal customers are in equal fifths: the share of customers below decides, not a row number.
ranked as (
    select
        customers.*,
        customers.T - customers.recency as days_since_last_purchase,
        cast(least(floor(5 * (1 - percent_rank() over (order by customers.T - customers.recency))), 4) as integer) + 1
            as recency_quintile,
        cast(least(floor(5 * percent_rank() over (order by customers.frequency)), 4) as integer) + 1 as frequency_quintile,
        cast(least(floor(5 * percent_rank() over (order by customers.realised_value)), 4) as integer) + 1 as monetary_quintile
    from customers
)

select
    {{ 'customer_key' if var('pseudonymous_keys') else 'customer_id' }},
    channel,
    recency_quintile,
    frequency_quintile,
    monetary_quintile,
    case
        when frequency = 0 and recency_quintile >= 4 then 'new'
        when frequency = 0 then 'one_time_buyer'
        -- It falls from day to day until the customer buys again, for each at their own pace.
        when p_alive < 0.2 then 'lapsed'
        when p_alive < 0.5 then 'likely_to_lapse'
        when recency_quintile >= 4 and frequency_quintile >= 4 and monetary_quintile >= 4 then 'best'
        else 'regular'
    end as segment,
    p_alive,
    days_since_last_purchase,
    -- At the pace expected of the customer over the next {{ var('prediction_days') }} days; null where not even one purchase is.
    case
        when expected_purchases >= 1
            then cast({{ dbt.dateadd('day', 'cast(ceil(' ~ var('prediction_days') ~ ' / expected_purchases) as integer)', 'observed.observation_end') }} as date)
    end as next_purchase_expected_by,
    expected_purchases,
    realised_value,
    predicted_ltv,
    lifetime_value
from ranked
cross join observed
