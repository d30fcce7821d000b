with suggestions as (
    select * from {{ ref('marginal_returns') }}
),

weeks as (
    select
        channel,
        sum(spend) as spend
    from {{ ref('int_channel_weeks') }}
    group by channel
)

select
    suggestions.channel,
    cast(weeks.spend as {{ money() }}) as spend,
    suggestions.marginal_cac,
    suggestions.marginal_roi,
    suggestions.marginal_roi_low,
    suggestions.marginal_roi_high,
    suggestions.suggested_spend,
    suggestions.reason
from suggestions
inner join weeks on suggestions.channel = weeks.channel
