with channels as (
    select * from {{ ref('channel_roi') }}
),

scopes as (
    select 'blended' as scope, * from channels
    union all
    select 'paid' as scope, * from channels where spend > 0
),

sums as (
    select
        scope,
        cast(sum(customers) as bigint) as customers,
        sum(spend) as spend,
        {{ exact_sum('average_ltv * customers') }} as total_ltv,
        cast(sum(case when average_ltv is not null then customers else 0 end) as bigint) as customers_with_ltv
    from scopes
    group by scope
),

averages as (
    select
        scope,
        customers,
        cast(spend as {{ money() }}) as spend,
        case when spend > 0 then cast(spend as {{ double() }}) / nullif(customers, 0) end as cac,
        total_ltv / nullif(customers_with_ltv, 0) as average_ltv
    from sums
)

select
    scope,
    customers,
    spend,
    cac,
    average_ltv,
    (average_ltv - cac) / cac as roi,
    average_ltv / cac as ltv_to_cac
from averages
