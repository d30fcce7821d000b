{{ config(materialized='incremental', full_refresh=false, on_schema_change='append_new_columns') }}
-- depends_on: {{ ref('model_runs') }}
with fired as (
    select * from {{ ref('fired_rules') }}
),

-- `dbt run` loads no seeds: without the seed a rule still fires, and says where its meaning is.
described as (
    {%- if not execute or existing_relation(ref('alert_rules').schema, ref('alert_rules').identifier, ref('alert_rules').database) %}
    select rule, severity, what, why, remedy, explained_by from {{ ref('alert_rules') }}
    {%- else %}
    {%- for rule in alert_rule_names() %}
    select
        '{{ rule }}' as rule,
        'warn' as severity,
        'The rule {{ rule }} fired.' as what,
        'Its meaning is in the seed alert_rules, which is not loaded.' as why,
        'Run dbt build or dbt seed.' as remedy,
        cast(null as {{ dbt.type_string() }}) as explained_by
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {%- endif %}
),

rules as (
    select
        rule,
        what,
        why,
        remedy,
        explained_by,
        case
            {%- for rule, severity in var('alert_severities').items() %}
            when rule = {{ quoted_text(rule) }} then {{ quoted_text(severity) }}
            {%- endfor %}
            when true then severity
        end as severity
    from described
),

-- A rule is held back where one that explains it fires for the shop or for the same channel; not the row that stands for the inputs of
-- every build (alert_inputs_doubtful), which is no alert.
told as (
    select fired.*
    from fired
    inner join rules on fired.rule = rules.rule
    where rules.severity <> 'off'
        and (fired.rule = 'inputs_doubtful' and fired.subject = 'inputs' or not exists (
            select 1
            from fired as other
            where ',' || coalesce(rules.explained_by, '') || ',' like '%,' || other.rule || ',%'
                and (other.channel is null or fired.channel is null or other.channel = fired.channel)
        ))
),

observed as (
    select observation_end from {{ ref('int_observation_window') }}
)
{%- if is_incremental() %},

previous_run as (
    select run_id
    from {{ ref('model_runs') }}
    where run_id <> {{ quoted_text(invocation_id) }} and observation_end is not null
    order by started_at desc, run_id desc
    limit 1
),

previous as (
    select log.*
    from {{ this }} as log
    inner join previous_run on log.run_id = previous_run.run_id
)
{%- endif %}

select
    {{ of_this_run() }},
    observed.observation_end,
    told.rule,
    told.subject,
    told.channel,
    told.value,
    told.limit_value,
    cast(rules.severity as {{ dbt.type_string() }}) as severity,
    cast(rules.what || ' ' || upper(substr(told.example, 1, 1)) || substr(told.example, 2) || '.' as {{ dbt.type_string() }}) as what,
    cast(rules.why as {{ dbt.type_string() }}) as why,
    cast(rules.remedy as {{ dbt.type_string() }}) as remedy,
    {%- if is_incremental() %}
    coalesce(previous.since, observed.observation_end) as since,
    previous.rule is null as is_new
    {%- else %}
    observed.observation_end as since,
    true as is_new
    {%- endif %}
from told
inner join rules on told.rule = rules.rule
cross join observed
{%- if is_incremental() %}
left join previous
    on told.rule = previous.rule
    and told.subject = previous.subject
    and coalesce(told.channel, '') = coalesce(previous.channel, '')
{%- endif %}
