{#-
  Alert: a parameter of a purchase model differs from that of the last build 28 days and more ago by more than three of that one's
  standard errors.
-#}
{% macro alert_parameter_drift() %}
    select
        'purchase_model_fits' as subject,
        case when fits.scope = 'channel' then fits.segment end as channel,
        ln(fits.value / earlier.value) / (earlier.standard_error / earlier.value) as value,
        cast(3 as {{ double() }}) as limit_value,
        fits.parameter || ' of ' || fits.segment || ' is ' || round(cast(fits.value as numeric(38, 8)), 4)
            || ', was ' || round(cast(earlier.value as numeric(38, 8)), 4) || ' on ' || earlier.observation_end as example
    from {{ ref('parameter_history') }} as fits
    inner join (
        select
            history.*,
            row_number() over (
                partition by history.segment, history.scope, history.model, history.parameter
                order by history.observation_end desc, history.built_at desc
            ) as place
        from {{ ref('parameter_history') }} as history
        inner join {{ ref('model_runs') }} as runs on history.run_id = runs.run_id and {{ of_same_source('runs') }}
        cross join {{ ref('int_observation_window') }} as observed
        where history.observation_end <= {{ dbt.dateadd('day', -28, 'observed.observation_end') }}
    ) as earlier
        on fits.segment = earlier.segment
        and fits.scope = earlier.scope
        and fits.model = earlier.model
        and fits.parameter = earlier.parameter
        and earlier.place = 1
    where fits.run_id = {{ quoted_text(invocation_id) }}
        and fits.value > 0
        and earlier.value > 0
        and earlier.standard_error > 0
        and fits.standard_error > 0
        and abs(ln(fits.value / earlier.value)) > 3 * earlier.standard_error / earlier.value
{% endmacro %}
