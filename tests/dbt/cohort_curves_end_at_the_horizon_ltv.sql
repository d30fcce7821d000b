-- At the age of the horizon, a cohort's value per customer is its mean horizon_ltv, but for the discounted money of each day of a
-- customer, and of a cohort, which is rounded to eight decimals.
with days_rounded as (
    select
        channel,
        cast({{ dbt.date_trunc('month', 'acquired_on') }} as date) as acquisition_month,
        count(*) as days
    from {{ ref('int_purchase_ages') }}
    group by channel, acquisition_month
)

select
    curves.channel,
    curves.acquisition_month,
    curves.value,
    cohorts.horizon_ltv
from {{ ref('cohort_value_curves') }} as curves
inner join {{ ref('channel_cohort_roi') }} as cohorts
    on curves.channel = cohorts.channel and curves.acquisition_month = cohorts.acquisition_month
left join days_rounded
    on curves.channel = days_rounded.channel and curves.acquisition_month = days_rounded.acquisition_month
where curves.age_days = {{ var('ltv_horizon_days') }}
    and abs(curves.value - cohorts.horizon_ltv)
    > 1e-8 * (1 + abs(cohorts.horizon_ltv)) + 1e-8 * coalesce(days_rounded.days, 0) / cohorts.customers
