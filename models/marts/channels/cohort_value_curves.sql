{% set margin = 'cast(' ~ gross_margin() ~ ' as ' ~ double() ~ ')' %}
with predictions as (
    select * from {{ ref('cohort_predictions') }}
),

value_by_age as (
    select * from {{ ref('int_cohort_revenue_by_age') }}
),

states as (
    select * from {{ ref('int_cohort_states') }}
),

activity as (
    select * from {{ ref('int_cohort_activity') }}
),

realised as (
    select
        predictions.channel,
        predictions.acquisition_month,
        predictions.age_months,
        sum(value_by_age.realised_value) as realised_value,
        sum({{ discounted('value_by_age.realised_value', 'value_by_age.age_days') }}) as present_value
    from predictions
    inner join value_by_age
        on predictions.channel = value_by_age.channel
        and cast(predictions.acquisition_month as date) = value_by_age.acquisition_month
        and predictions.age_days >= value_by_age.age_days
    group by predictions.channel, predictions.acquisition_month, predictions.age_months
),

-- Thousands of ages in place of up to a million states, each of which would meet every age of its cohort.
ages as (
    select
        channel,
        acquisition_month,
        T,
        sum(customers) as customers
    from states
    group by channel, acquisition_month, T
),

observed as (
    select
        predictions.channel,
        predictions.acquisition_month,
        predictions.age_months,
        cast(sum(ages.customers) as bigint) as customers,
        cast(sum(case when ages.T >= predictions.age_days then ages.customers else 0 end) as bigint)
            as customers_of_that_age
    from predictions
    inner join ages
        on predictions.channel = ages.channel
        and cast(predictions.acquisition_month as date) = ages.acquisition_month
    group by predictions.channel, predictions.acquisition_month, predictions.age_months
)

select
    predictions.channel,
    cast(predictions.acquisition_month as date) as acquisition_month,
    predictions.age_months,
    predictions.age_days,
    observed.customers,
    observed.customers_of_that_age,
    cast(coalesce(realised.realised_value, 0) as {{ double() }}) / observed.customers as realised_value,
    predictions.predicted_revenue * {{ margin }} / observed.customers as predicted_value,
    {%- for end, column in {'': 'value', '_low': 'value_low', '_high': 'value_high'}.items() %}
    (
        cast(coalesce(realised.present_value, 0) as {{ double() }}) + predictions.predicted_revenue{{ end }} * {{ margin }}
    ) / observed.customers as {{ column }},
    {%- endfor %}
    case when predictions.age_days = 30 * predictions.age_months then coalesce(activity.active_customers, 0) end as active_customers
from predictions
inner join observed
    on predictions.channel = observed.channel
    and predictions.acquisition_month = observed.acquisition_month
    and predictions.age_months = observed.age_months
left join realised
    on predictions.channel = realised.channel
    and predictions.acquisition_month = realised.acquisition_month
    and predictions.age_months = realised.age_months
left join activity
    on predictions.channel = activity.channel
    and cast(predictions.acquisition_month as date) = activity.acquisition_month
    and predictions.age_months = activity.age_months
