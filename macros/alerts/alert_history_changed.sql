{#-
  Alert: a build of the last 28 days had other transactions until its own last day than this one has until then: 5 % of them are missing, or
  20 % have been added, and more than twenty.
-#}
{% macro alert_history_changed() %}
    select
        'transactions' as subject,
        cast(null as {{ dbt.type_string() }}) as channel,
        earlier.known_now / earlier.known_then as value,
        cast(case when earlier.known_now < earlier.known_then then 0.95 else 1.2 end as {{ double() }}) as limit_value,
        cast(earlier.known_now as bigint) || ' transactions until ' || earlier.observation_end || ', '
            || cast(earlier.known_then as bigint) || ' in the build of ' || earlier.built_on as example
    from (
        select
            runs.observation_end,
            runs.built_on,
            runs.known_then,
            cast(coalesce(sum(days.transactions), 0) as {{ double() }}) as known_now
        from (
            select
                model_runs.run_id,
                model_runs.observation_end,
                cast(model_runs.started_at as date) as built_on,
                cast({{ json_value('model_runs.accepted_rows', 'transactions') }} as {{ double() }}) as known_then
            from {{ ref('model_runs') }} as model_runs
            cross join {{ ref('int_observation_window') }} as observed
            where model_runs.run_id <> {{ quoted_text(invocation_id) }}
                and {{ of_same_source('model_runs') }}
                and model_runs.accepted_rows is not null
                and model_runs.observation_end > {{ dbt.dateadd('day', -28, 'observed.observation_end') }}
                -- As of a day in the past less is known than was known later.
                and {{ 'model_runs.observation_end <= observed.observation_end' if var('observation_end') else 'true' }}
                and {{ 'false' if var('known_at') else 'true' }}
        ) as runs
        left join (
            select ordered_on, sum(lines) as transactions from {{ ref('stg_transactions') }} group by ordered_on
        ) as days on days.ordered_on <= runs.observation_end
        group by runs.run_id, runs.observation_end, runs.built_on, runs.known_then
    ) as earlier
    where (earlier.known_now < 0.95 * earlier.known_then or earlier.known_now > 1.2 * earlier.known_then)
        and abs(earlier.known_now - earlier.known_then) > 20
{% endmacro %}
