-- The purchases of prediction_days are the sum over customer_ltv, and every total is the sum of its channels. The reference engine
-- has no finite expectation for some histories, which `reason` says: what those customers buy is in the totals alone.
with totals as (
    select * from {{ ref('forecast_totals') }} where scope = 'total' and segment not in (select channel from {{ ref('channel_roi') }})
),

channels as (
    select
        horizon_days,
        quantity,
        sum(cast(expected as {{ money() }})) as expected
    from {{ ref('total_forecasts') }}
    where scope = segment
    group by horizon_days, quantity
),

customers as (
    select
        sum(cast(expected_purchases as {{ money() }})) as expected_purchases,
        sum(case when T is not null and expected_purchases is null then 1 else 0 end) as untold
    from {{ ref('customer_ltv') }}
)

select
    totals.horizon_days,
    totals.quantity,
    totals.expected,
    channels.expected as of_channels,
    customers.expected_purchases as of_customers
from totals
inner join channels on totals.horizon_days = channels.horizon_days and totals.quantity = channels.quantity
cross join customers
where abs(totals.expected - channels.expected) > 1e-6 + 1e-11 * totals.expected
    or (
        totals.quantity = 'purchases' and totals.horizon_days = {{ var('prediction_days') }}
        and abs(totals.expected - customers.expected_purchases) > 1e-6 + 1e-8 * totals.expected
        {{ 'and customers.untold = 0' if var('engine') == 'lifetimes' }}
    )
