with histories as (
    select * from {{ ref('int_backtest_histories') }}
),

outcomes as (
    select * from {{ ref('int_backtest_outcomes') }}
),

left_censored as (
    select * from {{ ref('int_left_censored') }}
),

matured as (
    {{ matured_forecasts(ref('int_backtest_cut_offs')) }}
),

-- Whoever is known at a cut-off counts, those who bought nothing since too.
came as (
    select
        histories.days_back,
        matured.cut_off,
        matured.horizon_days,
        histories.channel,
        histories.frequency,
        histories.recency,
        histories.T,
        histories.model_frequency,
        histories.model_recency,
        histories.model_purchase_days,
        histories.monetary_value,
        {{ is_old_customer('histories.first_purchase_on', 'histories.acquired_on') }} as is_stock,
        coalesce(outcomes.purchases, 0) as purchases,
        cast(coalesce(outcomes.revenue, 0) as {{ double() }}) as revenue
    from histories
    inner join matured on histories.days_back = matured.days_back
    left join outcomes
        on histories.days_back = outcomes.days_back
        and matured.horizon_days = outcomes.horizon_days
        and histories.customer_ref = outcomes.customer_ref
)

select
    days_back,
    cut_off,
    horizon_days,
    channel,
    frequency,
    recency,
    T,
    model_frequency,
    model_recency,
    cast(purchases as bigint) as purchases,
    count(*) as customers,
    cast(sum(case when is_stock then 0 else 1 end) as bigint) as fitted_customers,
    cast(sum(case when is_stock then 0 else model_purchase_days end) as bigint) as model_purchase_days,
    {{ exact_sum('monetary_value') }} as monetary_value,
    {{ exact_sum('monetary_value * monetary_value', scale=4) }} as squared_monetary_value,
    {{ exact_sum('revenue') }} as revenue,
    {{ exact_sum('revenue * revenue', scale=4) }} as squared_revenue,
    {{ exact_sum('monetary_value * revenue', scale=4) }} as monetary_value_times_revenue
from came
group by days_back, cut_off, horizon_days, channel, frequency, recency, T, model_frequency, model_recency, purchases
