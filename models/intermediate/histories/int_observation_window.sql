with observed as (
    select * from {{ ref('base_observation_end') }}
),

left_censored as (
    select stock_until from {{ ref('int_left_censored') }}
),

asked_for as (
    select
        cast({{ dbt.dateadd('day', 1 - var('spend_window_days') | int, 'observation_end') }} as date) as spend_window_start,
        observation_end
    from observed
)

select
    -- Old customers whose first orders are missing are no new ones: the window begins after them.
    cast(
        greatest(
            spend_window_start,
            cast({{ dbt.dateadd('day', 1, '(select stock_until from left_censored)') }} as date)
        ) as date
    ) as spend_window_start,
    observation_end
from asked_for
