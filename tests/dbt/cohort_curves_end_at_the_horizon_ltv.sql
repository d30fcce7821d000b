-- At the age of the horizon, a cohort's value per customer is its mean horizon_ltv.
select
    curves.channel,
    curves.acquisition_month,
    curves.value,
    cohorts.horizon_ltv
from {{ ref('cohort_value_curves') }} as curves
inner join {{ ref('channel_cohort_roi') }} as cohorts
    on curves.channel = cohorts.channel and curves.acquisition_month = cohorts.acquisition_month
where curves.age_days = {{ var('ltv_horizon_days') }}
    and abs(curves.value - cohorts.horizon_ltv) > 1e-8 * (1 + abs(cohorts.horizon_ltv))
