{{ config(materialized='incremental', full_refresh=false, on_schema_change='append_new_columns') }}
with fits as (
    select segment, scope, model, parameter, value, standard_error from {{ ref('purchase_model_fits') }}
    union all
    select segment, scope, model, parameter, value, standard_error from {{ ref('spend_model_fits') }}
),

observed as (
    select observation_end from {{ ref('int_observation_window') }}
)

select
    cast({{ quoted_text(invocation_id) }} as {{ dbt.type_string() }}) as run_id,
    cast({{ quoted_text(run_started_at.strftime('%Y-%m-%d %H:%M:%S')) }} as timestamp) as built_at,
    observed.observation_end,
    fits.segment,
    fits.scope,
    fits.model,
    fits.parameter,
    fits.value,
    fits.standard_error
from fits
cross join observed
