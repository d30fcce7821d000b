-- At the age of the horizon, a cohort's value per customer is its mean horizon_ltv, but for the discounted money of each day of a
-- customer, and of a cohort, which is rounded to eight decimals.
with purchase_days as (
    select
        channel,
        acquisition_month,
        sum(customers * (frequency + 1)) as days
    from {{ ref('int_cohort_states') }}
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
left join purchase_days
    on curves.channel = purchase_days.channel and curves.acquisition_month = purchase_days.acquisition_month
where curves.age_days = {{ var('ltv_horizon_days') }}
    and abs(curves.value - cohorts.horizon_ltv)
    > 1e-8 * (1 + abs(cohorts.horizon_ltv)) + 1e-8 * coalesce(purchase_days.days, 0) / cohorts.customers
