{#-
  Warning: a twentieth of the orders (a fifth, where orders have days and no times) have the customer, time and amount of another one of the
  same file under another id: rows that were imported twice and numbered anew. Orders are only compared where on a twentieth of the
  customers' days there is more than one order.
-#}
{% macro warn_orders_told_twice() %}
    {%- set transactions, days = ref('base_transactions'), ref('int_purchase_days') -%}
    {%- set shares = run_query('select coalesce(sum(case when orders > 1 then 1 else 0 end), 0), count(*) from ' ~ days).rows[0] if is_building() else [0, 1] -%}
    {%- if was_looked_at('transactions', 'transaction_id') or 20 * shares[0] < shares[1] or shares[0] < 10 %}
    {{ no_warning() }}
    {%- else %}
    select
        'orders_told_twice' as rule,
        'transactions' as relation,
        cast(sum(twins) as bigint) as row_count,
        sum(twins * amount) as amount,
        min(case when twins > 0 then '''' || one || ''' and ''' || other || ''': ' || amount || ' of customer ' || customer_id end) as example,
        'These orders have the same customer, time and amount as another one, under another id: they may be rows that were imported twice, and count twice.' as why,
        'Export each order once, or name the column that both rows share as transaction_id; if customers do buy so, write ignore: [' || {{ quoted_text(input_column_name('transactions', 'transaction_id')) }} || '] into the mapping of transactions.' as remedy
    from (
        select
            amount,
            min(customer_id) as customer_id,
            min(transaction_id) as one,
            max(transaction_id) as other,
            count(distinct transaction_id_key) as orders,
            count(distinct transaction_id_key) - 1 as twins,
            case when max(ordered_at) = cast(max(ordered_on) as timestamp) then 0 else 1 end as has_time
        from {{ transactions }}
        where reason is null and amount > 0
        group by source, customer_ref, ordered_at, amount
    ) as told
    having sum(twins) >= 10
        and sum(twins) >= case when 2 * sum(has_time * orders) > sum(orders) then 0.05 else 0.2 end * sum(orders)
    {%- endif %}
{% endmacro %}
