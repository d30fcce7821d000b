{#-
  Warning: moved into the variable `timezone` many orders lie at night (from one to five o'clock), and as they were written few do:
  their times were those of the shop's own clock already. Or nearly all were of midnight, which is how days are written as times, and
  lie on the day before now. Only asked where times are moved.
-#}
{% macro warn_times_may_be_local() %}
    {%- set transactions = ref('stg_transactions') -%}
    {%- set looked_at, column = was_looked_at('transactions', 'ordered_at'), input_column_name('transactions', 'ordered_at') -%}
    {%- if var('timezone') == 'UTC' or looked_at %}
    {{ no_warning() }}
    {%- else %}
    select
        'times_may_be_local' as rule,
        'transactions' as relation,
        cast(sum(orders) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        sum(case when hour between 1 and 4 then orders else 0 end) || ' of ' || sum(orders) || ' orders from one to five o''clock' as example,
        'Times without an offset are taken as UTC and moved into the time zone {{ var('timezone') }}. After that many orders lie at night, and before it few: they were local times already, and some orders are on the wrong day.' as why,
        'Leave timezone at UTC, which takes times as they are written, or export them with their offset; if people do buy at night, write ignore: [' || {{ quoted_text(column) }} || '] into the mapping of transactions.' as remedy
    from (
        select
            hours.hour,
            hours.orders,
            mod(hours.hour - moved.by_hours + 48, 24) as hour_before
        from (
            select cast(extract(hour from ordered_at) as integer) as hour, count(*) as orders
            from {{ transactions }}
            where ordered_at <> cast(ordered_on as timestamp)
            group by cast(extract(hour from ordered_at) as integer)
        ) as hours
        cross join (
            select cast(extract(hour from latest) - extract(hour from {{ zone_in_utc('latest') }}) as integer) as by_hours
            from (select max(ordered_at) as latest from {{ transactions }}) as last_order
        ) as moved
    ) as shifted
    having sum(orders) >= 100
        and sum(case when hour between 1 and 4 then orders else 0 end) >= 0.12 * sum(orders)
        and sum(case when hour between 1 and 4 then orders else 0 end) > 2 * sum(case when hour_before between 1 and 4 then orders else 0 end)
    union all
    select
        'times_may_be_local' as rule,
        'transactions' as relation,
        cast(sum(of_midnight) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        sum(of_midnight) || ' of ' || count(*) || ' orders at midnight, as on ' || max(day_before) as example,
        'Nearly all times are midnight, as where days are written as times. Moved into the time zone {{ var('timezone') }} these orders lie on the day before.' as why,
        'Leave timezone at UTC, which takes times as they are written, or export days without a time; if people do buy at that moment, write ignore: [' || {{ quoted_text(column) }} || '] into the mapping of transactions.' as remedy
    from (
        select
            case when {{ is_midnight(zone_in_utc('ordered_at')) }} then 1 else 0 end as of_midnight,
            case when {{ zone_in_utc('ordered_at') }} > ordered_at then ordered_on end as day_before
        from {{ transactions }}
        where ordered_at <> cast(ordered_on as timestamp)
    ) as moved_orders
    having count(day_before) > 0 and sum(of_midnight) >= 0.9 * count(*)
    {%- endif %}
{% endmacro %}
