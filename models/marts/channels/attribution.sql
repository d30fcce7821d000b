{% set key = 'customer_key' if var('pseudonymous_keys') else 'customer_id' %}

with credits as (
    select * from {{ ref('int_touch_credits') }}
),

customers as (
    select * from {{ ref('customer_ltv') }} where T is not null
),

channels as (
    select * from {{ ref('channel_roi') }}
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
),

journeys as (
    select {{ customer_key('credits.customer_id') }}, rule, channel, credit from credits
),

acquired as (
    select customers.*
    from customers
    cross join observation_window
    where {{ in_spend_window('customers.acquired_on') }}
),

-- A buyer without a touch before the first order keeps the channel of the customers relation, under every rule.
credited as (
    select
        rules.rule,
        coalesce(journeys.channel, acquired.channel) as channel,
        coalesce(journeys.credit, 1) as credit,
        acquired.{{ ltv_column() }} as ltv
    from acquired
    cross join (select distinct rule from journeys) as rules
    left join journeys on acquired.{{ key }} = journeys.{{ key }} and rules.rule = journeys.rule
),

-- A channel with spend has a row under every rule, though no buyer was touched by it.
spent as (
    select rules.rule, channels.channel
    from channels
    cross join (select distinct rule from journeys) as rules
    where channels.spend <> 0
),

sums as (
    select
        coalesce(credited.rule, spent.rule) as rule,
        coalesce(credited.channel, spent.channel) as channel,
        {{ exact_sum('coalesce(credited.credit, 0)') }} as customers,
        {{ exact_sum('credited.credit * credited.ltv') }} as total_ltv,
        {{ exact_sum('case when credited.ltv is not null then credited.credit end') }} as customers_with_ltv
    from credited
    full join spent on credited.rule = spent.rule and credited.channel = spent.channel
    group by coalesce(credited.rule, spent.rule), coalesce(credited.channel, spent.channel)
),

economics as (
    select
        sums.rule,
        sums.channel,
        sums.customers,
        channels.spend,
        case when channels.spend > 0 then cast(channels.spend as {{ double() }}) / nullif(sums.customers, 0) end as cac,
        sums.total_ltv / nullif(sums.customers_with_ltv, 0) as average_ltv
    from sums
    left join channels on sums.channel = channels.channel
),

ratios as (
    select
        *,
        (average_ltv - cac) / cac as roi
    from economics
),

ranked as (
    select
        *,
        case when roi is not null then
            rank() over (partition by rule, (roi is null) order by roi desc)
        end as roi_rank
    from ratios
)

select
    rule,
    channel,
    customers,
    spend,
    cac,
    average_ltv,
    roi,
    cast(roi_rank as bigint) as roi_rank,
    count(roi_rank) over (partition by channel) = count(*) over (partition by channel)
    and min(roi_rank) over (partition by channel) = max(roi_rank) over (partition by channel) as rank_survives_all_rules
from ranked
