{#-
  Warning: a day of orders that is no day of sales: a few orders more than a year before all others (1970-01-01, where a date was
  missing), or at least a quarter of fifty orders or more on one day (that of an import).
-#}
{% macro warn_days_stand_apart() %}
    {%- set days = ref('base_order_days') %}
    {%- set is_open = 'false' if was_looked_at('transactions', 'ordered_at') else 'true' %}
    {%- set ignore = 'write ignore: [' ~ input_column_name('transactions', 'ordered_at') ~ '] into the mapping of transactions.' %}
    select
        'days_stand_apart' as rule,
        'transactions' as relation,
        cast(rows_so_far as bigint) as row_count,
        amount_so_far as amount,
        cast(ordered_on as {{ dbt.type_string() }}) || ' and before, then none until ' || next_day as example,
        'These few orders lie more than a year before all others, as where a missing date is written as one: their customers seem to be the oldest.' as why,
        {{ quoted_text('Correct the dates, or leave the rows out with drop in the mapping; if they are right, ' ~ ignore) }} as remedy
    from (
        select
            ordered_on,
            lead(ordered_on) over (order by ordered_on) as next_day,
            sum(row_count) over (order by ordered_on) as rows_so_far,
            sum(amount) over (order by ordered_on) as amount_so_far,
            sum(row_count) over () as all_rows
        from {{ days }}
        where reason is null and {{ is_open }}
    ) as gaps
    where {{ days_between('ordered_on', 'next_day') }} > 365 and rows_so_far <= 0.1 * all_rows
    union all
    select
        'days_stand_apart' as rule,
        'transactions' as relation,
        cast(row_count as bigint) as row_count,
        amount,
        row_count || ' of ' || all_rows || ' orders on ' || ordered_on as example,
        'So many orders on one day are more likely those of an import that wrote its own date: when customers bought, and how often, is lost.' as why,
        {{ quoted_text('Export the date of the order (ordered_at under columns in the mapping); if it was a day of sales, ' ~ ignore) }} as remedy
    from (
        select ordered_on, row_count, amount, sum(row_count) over () as all_rows
        from {{ days }}
        where reason is null and {{ is_open }}
    ) as shares
    where all_rows >= 50 and row_count >= 0.25 * all_rows
{% endmacro %}
