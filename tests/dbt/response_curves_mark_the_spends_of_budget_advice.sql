-- Every channel with advice has a curve, and its suggested week is to its usual one as the suggested spend is to the spend.
with advice as (
    select * from {{ ref('budget_advice') }} where suggested_spend is not null
),

points as (
    select
        channel,
        max(case when point = 'usual' then weekly_spend end) as usual_week,
        max(case when point = 'suggested' then weekly_spend end) as suggested_week
    from {{ ref('response_curves') }}
    group by channel
)

select advice.channel, advice.spend, advice.suggested_spend, points.usual_week, points.suggested_week
from advice
full join points on advice.channel = points.channel
where advice.channel is null
    or points.channel is null
    or abs(points.suggested_week * cast(advice.spend as {{ double() }}) - advice.suggested_spend * points.usual_week)
        > 1e-6 * advice.suggested_spend * points.usual_week
