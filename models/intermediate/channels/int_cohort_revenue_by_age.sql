with purchase_ages as (
    select * from {{ ref('int_purchase_ages') }}
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
),

aged as (
    select
        purchase_ages.channel,
        cast({{ dbt.date_trunc('month', 'purchase_ages.acquired_on') }} as date) as acquisition_month,
        {{ in_spend_window('purchase_ages.acquired_on') }} as in_window,
        purchase_ages.age_days,
        purchase_ages.revenue
    from purchase_ages
    cross join observation_window
)

select
    channel,
    acquisition_month,
    in_window,
    age_days,
    cast(sum(revenue) * {{ gross_margin() }} as {{ money() }}) as realised_value
from aged
group by channel, acquisition_month, in_window, age_days
