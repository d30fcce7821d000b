{% set ltv_column = {'horizon': 'horizon_ltv', 'lifetime': 'lifetime_value', 'predicted': 'predicted_ltv'}[var('ltv_basis')] %}

with observation_window as (
    select * from {{ ref('int_observation_window') }}
),

customers as (
    select * from {{ ref('customer_ltv') }} where T is not null
),

ad_spend as (
    select * from {{ ref('stg_ad_spend') }}
),

channels as (
    select channel from customers
    union
    select channel from ad_spend
),

-- Both sides look through the same window, and each is summed before they meet.
acquired as (
    select
        customers.channel,
        count(*) as customers,
        count({{ ltv_column }}) as customers_with_ltv,
        {{ exact_sum(ltv_column) }} as total_ltv
    from customers
    cross join observation_window
    where customers.acquired_on between observation_window.spend_window_start and observation_window.observation_end
    group by customers.channel
),

spent as (
    select
        ad_spend.channel,
        sum(ad_spend.spend) as spend
    from ad_spend
    cross join observation_window
    where ad_spend.spend_date between observation_window.spend_window_start and observation_window.observation_end
    group by ad_spend.channel
),

spend_is_known as (
    select count(*) > 0 as spend_is_known from spent
),

economics as (
    select
        channels.channel,
        coalesce(acquired.customers, 0) as customers,
        spent.channel is not null as has_spend_rows,
        case when spend_is_known then cast(coalesce(spent.spend, 0) as {{ money() }}) end as spend,
        case when spent.spend > 0 then cast(spent.spend as double precision) / acquired.customers end as cac,
        acquired.total_ltv / nullif(acquired.customers_with_ltv, 0) as average_ltv
    from channels
    cross join spend_is_known
    left join acquired on channels.channel = acquired.channel
    left join spent on channels.channel = spent.channel
),

ratios as (
    select
        *,
        (average_ltv - cac) / cac as roi,
        average_ltv / cac as ltv_to_cac
    from economics
)

select
    channel,
    customers,
    spend,
    cac,
    average_ltv,
    roi,
    ltv_to_cac,
    case
        when spend is null then 'spend_unknown'
        when customers = 0 and spend > 0 then 'spend_without_customers'
        when customers = 0 then 'no_activity'
        when not has_spend_rows then 'customers_without_spend'
        when spend = 0 then 'zero_spend'
        when average_ltv is null then 'no_prediction'
        when ltv_to_cac >= {{ var('target_ltv_to_cac') }} then 'grow'
        when ltv_to_cac >= 1 then 'hold'
        else 'cut'
    end as verdict
from ratios
