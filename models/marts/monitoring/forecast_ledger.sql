{{ config(
    materialized='incremental',
    full_refresh=false,
    incremental_strategy='delete+insert',
    unique_key=['run_id', 'channel', 'segment', 'horizon_days', 'quantity'],
    on_schema_change='append_new_columns'
) }}
-- depends_on: {{ ref('int_purchase_days') }}
-- depends_on: {{ ref('int_customer_histories') }}
-- depends_on: {{ ref('int_refund_netting') }}
-- depends_on: {{ ref('model_runs') }}
with forecasts as (
    select * from {{ ref('total_forecasts') }} where expected is not null
),

choices as (
    select * from {{ ref('purchase_model_choice') }}
),

observed as (
    select observation_end from {{ ref('int_observation_window') }}
),

made_today as (
    select
        {{ of_this_run() }},
        observed.observation_end as forecast_on,
        forecasts.scope as channel,
        forecasts.segment,
        cast(forecasts.horizon_days as bigint) as horizon_days,
        forecasts.quantity,
        choices.model,
        forecasts.expected,
        forecasts.low,
        forecasts.high,
        cast(null as {{ double() }}) as actual
    from forecasts
    cross join observed
    left join choices on forecasts.segment = choices.segment and (forecasts.scope = forecasts.segment) = (choices.scope = 'channel')
)
{%- if is_incremental() %},

matured as (
    select ledger.*
    from {{ this }} as ledger
    inner join {{ ref('model_runs') }} as runs on ledger.run_id = runs.run_id and {{ of_same_source('runs') }}
    cross join observed
    where ledger.actual is null
        and {{ days_between('ledger.forecast_on', 'observed.observation_end') }} >= ledger.horizon_days
),

windows as (
    select distinct forecast_on, horizon_days from matured
),

-- Customers of the day of a forecast whose purchases until then refunds have taken since. What is left of a customer's orders on a day
-- is the sum of all amounts so far, without the refunds that found nothing to take.
refunded_since as (
    select
        windows.forecast_on,
        netted.customer_ref
    from {{ ref('int_refund_netting') }} as netted
    inner join {{ ref('int_customer_histories') }} as histories on netted.customer_ref = histories.customer_ref
    inner join (select distinct forecast_on from windows) as windows
        on netted.ordered_on <= windows.forecast_on
        and (histories.first_purchase_on is null or histories.first_purchase_on > windows.forecast_on)
    group by windows.forecast_on, netted.customer_ref
    having sum(netted.amount - netted.unmatched_refund) > 0
),

-- What came is what is known of it today, later refunds included, from the customers of the day of the forecast.
came as (
    select
        windows.forecast_on,
        windows.horizon_days,
        histories.channel,
        cast(sum(case when purchase_days.is_purchase_day then 1 else 0 end) as {{ double() }}) as purchases,
        cast(sum(purchase_days.revenue) as {{ double() }}) as revenue
    from {{ ref('int_purchase_days') }} as purchase_days
    inner join windows
        on purchase_days.ordered_on > windows.forecast_on
        and {{ days_between('windows.forecast_on', 'purchase_days.ordered_on') }} <= windows.horizon_days
    inner join {{ ref('int_customer_histories') }} as histories on purchase_days.customer_ref = histories.customer_ref
    left join refunded_since
        on purchase_days.customer_ref = refunded_since.customer_ref and windows.forecast_on = refunded_since.forecast_on
    where purchase_days.ordered_on > (select min(forecast_on) from windows)
        and (histories.first_purchase_on <= windows.forecast_on or refunded_since.customer_ref is not null)
    group by windows.forecast_on, windows.horizon_days, histories.channel
),

filled as (
    select
        matured.run_id,
        matured.channel,
        matured.segment,
        matured.horizon_days,
        matured.quantity,
        coalesce(sum(case when matured.quantity = 'purchases' then came.purchases else came.revenue end), 0) as actual
    from matured
    left join came
        on matured.forecast_on = came.forecast_on
        and matured.horizon_days = came.horizon_days
        and (matured.channel <> matured.segment or matured.segment = came.channel)
    group by matured.run_id, matured.channel, matured.segment, matured.horizon_days, matured.quantity
)
{%- endif %}

select * from made_today
{%- if is_incremental() %}

union all

select
    matured.run_id,
    matured.built_at,
    matured.forecast_on,
    matured.channel,
    matured.segment,
    matured.horizon_days,
    matured.quantity,
    matured.model,
    matured.expected,
    matured.low,
    matured.high,
    filled.actual
from matured
inner join filled
    on matured.run_id = filled.run_id
    and matured.channel = filled.channel
    and matured.segment = filled.segment
    and matured.horizon_days = filled.horizon_days
    and matured.quantity = filled.quantity
{%- endif %}
