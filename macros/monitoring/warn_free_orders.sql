{#-
  Warning: a tenth of the orders, and five, have an amount of nothing, and count as purchases (count_free_orders), as samples, free trials and
  replacements do: people who never paid are customers, and come back.
-#}
{% macro warn_free_orders() %}
    select
        'free_orders' as rule,
        'transactions' as relation,
        cast(sum(row_count - whole_rows - fractional_rows) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        sum(row_count - whole_rows - fractional_rows) || ' of ' || sum(row_count) || ' orders' as example,
        'Many orders have an amount of nothing, and count as purchases: samples, trials and replacements make customers who seem to come back.' as why,
        'If they are no purchases, set the variable count_free_orders: false; if they are, write ignore: [' || {{ quoted_text(input_column_name('transactions', 'amount')) }} || '] into the mapping of transactions.' as remedy
    from {{ ref('base_order_days') }}
    where reason is null and {{ 'false' if was_looked_at('transactions', 'amount') or not var('count_free_orders') else 'true' }}
    having sum(row_count - whole_rows - fractional_rows) >= 5 and 10 * sum(row_count - whole_rows - fractional_rows) >= sum(row_count)
{% endmacro %}
