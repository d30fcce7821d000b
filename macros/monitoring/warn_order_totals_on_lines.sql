{#-
  Warning: with `transaction_grain: line`, nearly all orders of several lines have the same amount on each: the column is that of the
  order, repeated on its lines, and is added up as often. Or nearly all orders of three lines and more have one that is the sum of the
  others: a line of the total, or of a bundle beside its parts.
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
    union all
    select
        'order_totals_on_lines' as rule,
        'transactions' as relation,
        cast(sum(case when has_total_line then 1 else 0 end) as bigint) as row_count,
        sum(case when has_total_line then amount / 2 else 0 end) as amount,
        'transaction ''' || min(case when has_total_line then transaction_id end) || '''' as example,
        'Nearly all orders have one line that costs what all their others cost together: their total, or a bundle beside its parts, and the money counts twice.' as why,
        'Leave these lines out in the mapping of transactions, as in drop: {item: [Total]}, or set transaction_grain: order on a file with one row an order.' as remedy
    from {{ transactions }}
    where lines > 2
    having count(*) >= 5 and sum(case when has_total_line then 1 else 0 end) >= 0.9 * count(*)
    {%- endif %}
{% endmacro %}
