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
    {{ of_this_run() }},
    observed.observation_end,
    fits.segment,
    fits.scope,
    fits.model,
    fits.parameter,
    fits.value,
    fits.standard_error
from fits
cross join observed
