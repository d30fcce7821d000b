-- Built last, so that it says what the marts beside it are made from.
-- depends_on: {{ ref('channel_roi') }}
-- depends_on: {{ ref('channel_cohort_roi') }}
-- depends_on: {{ ref('cohort_value_curves') }}
-- depends_on: {{ ref('total_roi') }}
-- depends_on: {{ ref('budget_advice') }}
-- depends_on: {{ ref('attribution') }}
with observation_window as (
    select * from {{ ref('int_observation_window') }}
),

purchase_days as (
    select max(ordered_on) as data_as_of from {{ ref('int_purchase_days') }}
),

currencies as (
    select
        case when count(distinct currency) = 1 then min(currency) end as currency
    from {{ ref('stg_transactions') }}
)

select
    purchase_days.data_as_of,
    observation_window.observation_end,
    observation_window.spend_window_start,
    {%- if var('reporting_currency') %}
    cast({{ quoted_text(var('reporting_currency') | upper) }} as {{ dbt.type_string() }}) as currency,
    {%- else %}
    cast(currencies.currency as {{ dbt.type_string() }}) as currency,
    {%- endif %}
    {{ gross_margin() }} as gross_margin,
    cast({{ quoted_text(var('ltv_basis')) }} as {{ dbt.type_string() }}) as ltv_basis,
    cast({{ {'horizon': var('ltv_horizon_days'), 'predicted': var('prediction_days'), 'lifetime': 'null'}[var('ltv_basis')] }} as bigint) as ltv_days,
    cast({{ quoted_text({'sample': 'sample', 'files': 'files: ' ~ data_folder(), 'tables': 'tables: ' ~ var('raw_schema')}[var('raw_data')]) }} as {{ dbt.type_string() }}) as source,
    {{ of_this_run() }}
from observation_window
cross join purchase_days
cross join currencies
