{#-
  Alert: the orders of one of the last seven days, at usual values, are far from those of the same weekday in the eight weeks before:
  more than seven robust standard deviations, or of chance, and half of the usual away, or none at all where ten are usual. A shop that
  is younger than five weeks has no usual days. What orders are worth has a rule of its own. The day of the build itself is not over: a
  build at night finds few orders on it.
-#}
{% macro alert_day_out_of_season() %}
    {%- set unfinished = unfinished_day() %}
    with days as (
        select
            cast({{ dbt.dateadd('day', '1 - cast(numbers.generated_number as integer)', 'observed.observation_end') }} as date) as day,
            cast(numbers.generated_number as integer) - 1 as days_back
        from ({{ dbt.generate_series(63) }}) as numbers
        cross join {{ ref('int_observation_window') }} as observed
    ),

    counted as (
        select
            days.day,
            days.days_back,
            days.days_back % 7 as weekday,
            cast(coalesce(daily.orders, 0) as {{ double() }}) as orders
        from days
        left join {{ ref('int_daily_orders') }} as daily on days.day = daily.ordered_on
    ),

    usual as (
        select weekday, percentile_cont(0.5) within group (order by orders) as orders
        from counted
        where days_back >= 7
            and day >= (select min(ordered_on) from {{ ref('int_daily_orders') }})
        group by weekday
        having count(*) >= 4
    ),

    spread as (
        select 1.4826 * percentile_cont(0.5) within group (order by abs(counted.orders - usual.orders)) as deviation
        from counted
        inner join usual on counted.weekday = usual.weekday
        where counted.days_back >= 7
    )

    select
        'transactions' as subject,
        cast(null as {{ dbt.type_string() }}) as channel,
        counted.orders as value,
        usual.orders as limit_value,
        counted.day || ' has ' || cast(counted.orders as bigint) || ' orders, usual on this weekday are ' || cast(usual.orders as bigint) as example
    from counted
    inner join usual on counted.weekday = usual.weekday
    cross join spread
    where counted.days_back < 7
        {%- if unfinished %}
        and counted.day < date '{{ unfinished }}'
        {%- endif %}
        and (
            abs(counted.orders - usual.orders) > greatest(7 * greatest(spread.deviation, sqrt(greatest(usual.orders, 1))), 0.5 * usual.orders)
            or (counted.orders = 0 and usual.orders >= 10)
        )
{% endmacro %}
