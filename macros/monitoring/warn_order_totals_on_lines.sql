{#-
  Warning: with `transaction_grain: line`, nearly all orders of several lines have the same amount on each: the column is that of the
  order, repeated on its lines, and is added up as often.
-#}
{% macro warn_order_totals_on_lines() %}
    {%- set transactions = ref('stg_transactions') -%}
    {%- if var('transaction_grain') != 'line' %}
    {{ no_warning() }}
    {%- else %}
    select
        'order_totals_on_lines' as rule,
        'transactions' as relation,
        cast(sum(lines) as bigint) as row_count,
        sum(case when has_equal_lines then amount - amount / lines else 0 end) as amount,
        'transaction ''' || min(case when has_equal_lines then transaction_id end) || '''' as example,
        'Nearly all orders have the same amount on each of their lines: it looks like the total of the order, and is added up once a line.' as why,
        'Name the column with the amount of the line in the mapping (amount under columns), or set transaction_grain: order, which takes each order once.' as remedy
    from {{ transactions }}
    where lines > 1
    having count(*) >= 5 and sum(case when has_equal_lines then 1 else 0 end) >= 0.9 * count(*)
    {%- endif %}
{% endmacro %}
