-- Cohorts split customers, realised value and spend without losing any: together they are all that was observed.
with observation_window as (
    select * from {{ ref('int_observation_window') }}
),

totals as (
    select
        (select coalesce(sum(customers), 0) from {{ ref('channel_cohort_roi') }}) as cohort_customers,
        (select coalesce(sum(total_realised_value), 0) from {{ ref('channel_cohort_roi') }}) as cohort_value,
        (select coalesce(sum(spend), 0) from {{ ref('channel_cohort_roi') }}) as cohort_spend,
        (select count(*) from {{ ref('customer_ltv') }} where T is not null) as customers,
        (select coalesce(sum(realised_value), 0) from {{ ref('customer_ltv') }} where T is not null) as realised_value,
        (
            select coalesce(sum(ad_spend.spend), 0)
            from {{ ref('stg_ad_spend') }} as ad_spend
            cross join observation_window
            where ad_spend.spend_date <= observation_window.observation_end
        ) as spend
)

select *
from totals
where cohort_customers <> customers or cohort_value <> realised_value or cohort_spend <> spend
