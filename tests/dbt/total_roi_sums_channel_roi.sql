-- Customers, spend and LTV of a scope are those of its channels, none lost and none counted twice.
with channels as (
    select 'blended' as scope, customers, spend, average_ltv from {{ ref('channel_roi') }}
    union all
    select 'paid' as scope, customers, spend, average_ltv from {{ ref('channel_roi') }} where spend > 0
),

sums as (
    select
        scope,
        sum(customers) as customers,
        sum(spend) as spend,
        sum(customers * average_ltv) as total_ltv,
        sum(case when average_ltv is not null then customers end) as customers_with_ltv
    from channels
    group by scope
),

judged as (
    select
        coalesce(sums.scope, totals.scope) as scope,
        coalesce(totals.customers = sums.customers, false) as customers_add_up,
        totals.spend is not distinct from sums.spend as spend_adds_up,
        coalesce(
            abs(totals.average_ltv * sums.customers_with_ltv - sums.total_ltv) <= 1e-9 * (1 + abs(sums.total_ltv)),
            totals.average_ltv is null and sums.total_ltv is null
        ) as ltv_adds_up
    from sums
    full join {{ ref('total_roi') }} as totals on sums.scope = totals.scope
)

select *
from judged
where not (customers_add_up and spend_adds_up and ltv_adds_up)
