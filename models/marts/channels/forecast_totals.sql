with forecasts as (
    select * from {{ ref('total_forecasts') }}
)

select
    scope,
    horizon_days,
    quantity,
    expected,
    low,
    high,
    segment,
    reason
from forecasts
