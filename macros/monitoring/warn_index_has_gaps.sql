{#-
  Warning: calendar_index names fewer than nine tenths of the days from its first one to its last or to the observation end, as an index of weeks
  does, or one that nobody has carried on.
-#}
{% macro warn_index_has_gaps() %}
    select
        'index_has_gaps' as rule,
        'calendar_index' as relation,
        days - named_days as row_count,
        cast(null as {{ money() }}) as amount,
        named_days || ' of ' || days || ' days from ' || first_day || ' to ' || last_day as example,
        'The index has no value for many of its days: they count as days of its mean, and it is followed less than the data would.' as why,
        'Write a row for every day; an index of weeks or months has the same value on each of their days.' as remedy
    from (
        select
            min(day) as first_day,
            greatest(max(day), max(observation_end)) as last_day,
            count(distinct day) as named_days,
            {{ days_between('min(day)', 'greatest(max(day), max(observation_end))') }} + 1 as days
        from {{ ref('stg_calendar_index') }}
        cross join {{ ref('base_observation_end') }}
    ) as span
    where 10 * named_days < 9 * days
{% endmacro %}
