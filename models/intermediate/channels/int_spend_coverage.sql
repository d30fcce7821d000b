with buyers as (
    select * from {{ ref('int_buyers') }}
),

ad_spend as (
    select * from {{ ref('stg_ad_spend') }}
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
),

spent as (
    select
        channel,
        min(spend_date) as first_day,
        max(spend_date) as last_day
    from ad_spend
    where spend <> 0
    group by channel
),

-- A week before and a month after are allowed, since rows of spend may stand for weeks and months.
counted as (
    select
        buyers.channel,
        spent.first_day,
        spent.last_day,
        count(*) as customers,
        sum(case when buyers.acquired_on < {{ dbt.dateadd('day', -7, 'spent.first_day') }} then 1 else 0 end) as early,
        sum(case when buyers.acquired_on > {{ dbt.dateadd('day', 31, 'spent.last_day') }} then 1 else 0 end) as late,
        max({{ days_between('spent.first_day', 'observation_window.observation_end') }}) + 1 as covered_days
    from buyers
    inner join spent on buyers.channel = spent.channel
    cross join observation_window
    where {{ in_spend_window('buyers.acquired_on') }}
        -- Where the window holds no spend at all, the warning empty_window says so.
        and spent.last_day >= observation_window.spend_window_start
    group by buyers.channel, spent.first_day, spent.last_day
)

select
    channel,
    first_day,
    last_day,
    customers,
    early,
    late,
    covered_days,
    {% if was_looked_at('ad_spend', 'spend_date') %}false{% else %}early + late >= 5 and 5 * (early + late) >= customers{% endif %} as is_part
from counted
