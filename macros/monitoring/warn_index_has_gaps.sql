{#- Warning: calendar_index names fewer than nine tenths of the days between its first and its last one, as an index of weeks does. -#}
{% macro warn_index_has_gaps() %}
    select
        'index_has_gaps' as rule,
        'calendar_index' as relation,
        {{ days_between('min(day)', 'max(day)') }} + 1 - count(distinct day) as row_count,
        cast(null as {{ money() }}) as amount,
        count(distinct day) || ' of ' || ({{ days_between('min(day)', 'max(day)') }} + 1) || ' days from ' || min(day) || ' to ' || max(day) as example,
        'The index has no value for many of its days: they count as days of its mean, and it is followed less than the data would.' as why,
        'Write a row for every day; an index of weeks or months has the same value on each of their days.' as remedy
    from {{ ref('stg_calendar_index') }}
    having 10 * count(distinct day) < 9 * ({{ days_between('min(day)', 'max(day)') }} + 1)
{% endmacro %}
