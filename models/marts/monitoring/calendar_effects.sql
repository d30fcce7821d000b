with calendar as (
    select * from {{ ref('shop_calendar') }}
)

select
    cast(day as date) as day,
    season,
    weekday,
    level,
    intensity,
    standard_error,
    days_ahead > 0 as is_forecast,
    in_use,
    reason
from calendar
