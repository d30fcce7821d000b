with calendar_index as (
    select * from {{ ref('base_calendar_index') }} where reason is null
)

select
    day,
    value
from calendar_index
