with observation_window as (
    select * from {{ ref('int_observation_window') }}
),

economics as (
    select channel from {{ ref('int_channel_costs') }}
),

buyers as (
    select * from {{ ref('int_buyers') }}
),

ad_spend as (
    select * from {{ ref('stg_ad_spend') }}
),

numbers as (
    {{ dbt.generate_series((var('spend_window_days') | int) // 7 + 1) }}
),

-- Whole weeks only, Monday to Sunday: half a week is half the spend and half the buyers, and looks like a response.
weeks as (
    select
        cast({{ dbt.dateadd('day', '-7 * cast(numbers.generated_number as integer)', dbt.date_trunc('week', dbt.dateadd('day', 1, 'observation_window.observation_end'))) }} as date) as week
    from numbers
    cross join observation_window
),

weeks_in_window as (
    select weeks.week
    from weeks
    cross join observation_window
    where weeks.week >= observation_window.spend_window_start
),

acquired as (
    select
        channel,
        cast({{ dbt.date_trunc('week', 'acquired_on') }} as date) as week,
        count(*) as new_buyers
    from buyers
    group by channel, week
),

spent as (
    select
        channel,
        cast({{ dbt.date_trunc('week', 'spend_date') }} as date) as week,
        sum(spend) as spend
    from ad_spend
    group by channel, week
)

select
    economics.channel,
    weeks_in_window.week,
    cast(coalesce(spent.spend, 0) as {{ money() }}) as spend,
    coalesce(acquired.new_buyers, 0) as new_buyers
from economics
cross join weeks_in_window
left join acquired on economics.channel = acquired.channel and weeks_in_window.week = acquired.week
left join spent on economics.channel = spent.channel and weeks_in_window.week = spent.week
