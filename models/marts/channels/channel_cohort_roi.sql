with observation_window as (
    select * from {{ ref('int_observation_window') }}
),

left_censored as (
    select * from {{ ref('int_left_censored') }}
),

-- The first purchase was T days before the observation end.
customers as (
    select
        customer_ltv.*,
        {{ is_old_customer(dbt.dateadd('day', '-1 * customer_ltv.T', 'observation_window.observation_end'), 'customer_ltv.acquired_on') }} as is_old
    from {{ ref('customer_ltv') }} as customer_ltv
    cross join observation_window
    where customer_ltv.T is not null
),

ad_spend as (
    select * from {{ ref('stg_ad_spend') }}
),

curves as (
    select * from {{ ref('cohort_value_curves') }}
),

acquired as (
    select
        channel,
        cast({{ dbt.date_trunc('month', 'acquired_on') }} as date) as acquisition_month,
        count(*) as customers,
        cast(sum(case when is_old then 1 else 0 end) as bigint) as old_customers,
        count(horizon_ltv) as customers_with_ltv,
        {{ exact_sum('horizon_ltv') }} as total_horizon_ltv,
        sum(realised_value) as total_realised_value,
        min(T) as shortest_T
    from customers
    group by channel, acquisition_month
),

spent as (
    select
        ad_spend.channel,
        cast({{ dbt.date_trunc('month', 'ad_spend.spend_date') }} as date) as acquisition_month,
        sum(ad_spend.spend) as spend
    from ad_spend
    cross join observation_window
    where ad_spend.spend_date <= observation_window.observation_end
    group by channel, acquisition_month
),

cohorts as (
    select channel, acquisition_month from acquired
    union
    select channel, acquisition_month from spent
),

spend_is_known as (
    select count(*) > 0 as spend_is_known from spent
),

economics as (
    select
        cohorts.channel,
        cohorts.acquisition_month,
        coalesce(acquired.customers, 0) as customers,
        coalesce(acquired.old_customers, 0) as old_customers,
        case when spend_is_known then cast(coalesce(spent.spend, 0) as {{ money() }}) end as spend,
        -- Old customers were not acquired with the spend of the month in which the data begin.
        case when spent.spend > 0 and coalesce(acquired.old_customers, 0) = 0 then cast(spent.spend as {{ double() }}) / acquired.customers end as cac,
        acquired.total_horizon_ltv / nullif(acquired.customers_with_ltv, 0) as horizon_ltv,
        cast(coalesce(acquired.total_realised_value, 0) as {{ money() }}) as total_realised_value,
        cast(acquired.total_realised_value as {{ double() }}) / acquired.customers as realised_value,
        -- Nothing in horizon_ltv is a prediction: the month's last day plus the horizon has been observed, and so has the horizon of
        -- those who first bought after it.
        {{ dbt.dateadd('day', var('ltv_horizon_days'), dbt.dateadd('month', 1, 'cohorts.acquisition_month')) }}
        <= {{ dbt.dateadd('day', 1, 'observation_window.observation_end') }}
        and coalesce(acquired.shortest_T >= {{ var('ltv_horizon_days') }}, true) as mature
    from cohorts
    cross join spend_is_known
    cross join observation_window
    left join acquired
        on cohorts.channel = acquired.channel and cohorts.acquisition_month = acquired.acquisition_month
    left join spent
        on cohorts.channel = spent.channel and cohorts.acquisition_month = spent.acquisition_month
),

paybacks as (
    select
        economics.channel,
        economics.acquisition_month,
        min(curves.age_days) as payback_days
    from economics
    inner join curves
        on economics.channel = curves.channel
        and economics.acquisition_month = curves.acquisition_month
        and economics.cac <= curves.value
    group by economics.channel, economics.acquisition_month
)

select
    economics.channel,
    economics.acquisition_month,
    economics.customers,
    economics.spend,
    economics.cac,
    economics.horizon_ltv,
    economics.realised_value,
    economics.total_realised_value,
    (economics.horizon_ltv - economics.cac) / economics.cac as roi,
    economics.realised_value >= economics.cac as paid_back,
    economics.mature,
    paybacks.payback_days,
    economics.old_customers
from economics
left join paybacks
    on economics.channel = paybacks.channel and economics.acquisition_month = paybacks.acquisition_month
