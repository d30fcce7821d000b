{#-
  Warning: all orders are on the first of a month, or all on one weekday, over months: sums of periods, or the days of bookings, and not of
  purchases.
-#}
{% macro warn_orders_not_daily() %}
    {%- set days = ref('base_order_days') -%}
    {%- if was_looked_at('transactions', 'ordered_at') %}
    {{ no_warning() }}
    {%- else %}
    select
        'orders_not_daily' as rule,
        'transactions' as relation,
        cast(sum(row_count) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        case when max(extract(day from ordered_on)) = 1 then 'all on the first of ' || count(*) || ' months' else 'all on ' || count(*) || ' days that are weeks apart' end as example,
        'All orders are on the first of a month, or on one weekday: they may be sums of periods, and a customer''s purchases are fewer than they were.' as why,
        'Export single orders with the days on which they were placed; if they were placed on these days, write ignore: [' || {{ quoted_text(input_column_name('transactions', 'ordered_at')) }} || '] into the mapping of transactions.' as remedy
    from (select ordered_on, sum(row_count) as row_count from {{ days }} where reason is null group by ordered_on) as days
    having sum(row_count) >= 30
        and (count(*) >= 3 and max(extract(day from ordered_on)) = 1
            or count(*) >= 8 and count(distinct mod({{ days_between("date '1970-01-05'", 'ordered_on') }}, 7)) = 1)
    {%- endif %}
{% endmacro %}
