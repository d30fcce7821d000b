{{ config(
    materialized='incremental',
    full_refresh=false,
    incremental_strategy='delete+insert',
    unique_key='run_id',
    on_schema_change='append_new_columns'
) }}
with facts as (
    select * from {{ ref('run_facts') }}
),

observed as (
    select observation_end from {{ ref('int_observation_window') }}
),

inputs as (
    select
        {{ json_object('relation', "'\"' || fingerprint || '\"'") }} as data_fingerprints,
        {{ json_object('relation', 'cast(row_count as ' ~ dbt.type_string() ~ ')') }} as accepted_rows
    from {{ ref('input_fingerprints') }}
)

select
    {{ of_this_run('started_at') }},
    cast(null as timestamp) as finished_at,
    cast(null as {{ double() }}) as duration_seconds,
    cast({{ quoted_text(target.name) }} as {{ dbt.type_string() }}) as target,
    observed.observation_end,
    cast(inputs.data_fingerprints as {{ dbt.type_string() }}) as data_fingerprints,
    cast(inputs.accepted_rows as {{ dbt.type_string() }}) as accepted_rows,
    facts.code_version,
    facts.code_is_modified,
    facts.code_fingerprint,
    cast({{ quoted_text(dbt_version) }} as {{ dbt.type_string() }}) as dbt_version,
    facts.python_version,
    facts.libraries,
    facts.platform,
    cast({{ quoted_text(tojson(variables_in_effect(), sort_keys=true)) }} as {{ dbt.type_string() }}) as variables,
    facts.parameters_fingerprint,
    facts.log_likelihoods,
    facts.models,
    cast(null as bigint) as tests_passed,
    cast(null as bigint) as tests_failed,
    cast('running' as {{ dbt.type_string() }}) as status
from facts
cross join observed
cross join inputs
