with ledger as (
    select * from {{ ref('forecast_ledger') }} where actual is not null
),

-- Of several builds of one day the last one counts.
ranked as (
    select
        *,
        row_number() over (
            partition by forecast_on, channel, segment, horizon_days, quantity order by built_at desc, run_id desc
        ) as place
    from ledger
)

select
    forecast_on,
    channel,
    segment,
    horizon_days,
    quantity,
    model,
    expected,
    low,
    high,
    actual,
    case when actual > 0 and expected > 0 then ln(actual / expected) end as log_error,
    actual >= low and actual <= high as is_inside,
    run_id
from ranked
where place = 1
