with observed as (
    select * from {{ ref('base_observation_end') }}
)

select
    cast({{ dbt.dateadd('day', 1 - var('spend_window_days') | int, 'observation_end') }} as date) as spend_window_start,
    observation_end
from observed
