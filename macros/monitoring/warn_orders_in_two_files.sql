{#-
  Warning: at least half of the orders of one file, and ten of them, have a twin in another between the first and the last day with a twin,
  as where a shop has moved and both systems tell some months: the same customer, day and amount under another id, as the shop's own export
  and one of its books. Or seven of ten customers' days are in both with other amounts, as of orders without taxes and invoices with them, or seven of ten customers' amounts within ten days, as of orders and of payments that came later.
  Orders are only compared where there are several files.
-#}
{% macro warn_orders_in_two_files() %}
    {%- set transactions = ref('base_transactions') -%}
    {%- set ten_days = 'cast(floor(' ~ days_between("date '2000-01-01'", 'ordered_on') ~ ' / 10.0) as bigint)' -%}
    {#- What is alike by chance where one file ends and the next begins is no sign: only twins of one day are counted in their own time. -#}
    {%- set in_their_time = 'order by last_day, customer_id, last_amount rows between unbounded preceding and current row' -%}
    {%- set likeness = [
        {'keys': 'customer_ref, ordered_on, amount', 'share': 0.5, 'of': 'customer, day and amount', 'rows': in_their_time},
        {'keys': 'customer_ref, ordered_on', 'share': 0.7, 'of': 'customer and day, and other amounts', 'rows': ''},
        {'keys': 'customer_ref, amount, ' ~ ten_days, 'share': 0.7, 'of': 'customer and amount, some days later', 'rows': ''},
    ] -%}
    {%- if not has_several_files('transactions') or was_looked_at('transactions', 'transaction_id') %}
    {{ no_warning() }}
    {%- else %}
    select
        'orders_in_two_files' as rule,
        'transactions' as relation,
        row_count,
        amount,
        first_source || ' and ' || last_source || ': ' || example as example,
        'The orders of one file are in another again, with the same ' || likeness || ' under other ids: they count twice.' as why,
        {{ quoted_text('Keep one of the two files, or where they overlap in a part of the time export one of them without that part; if they are different orders, write ignore: [' ~ input_column_name('transactions', 'transaction_id') ~ '] into the mapping of transactions.') }} as remedy
    from (
        select *, row_number() over (partition by first_source, last_source order by place) as rank_of_likeness
        from (
            {%- for one in likeness %}
            {{ 'union all' if not loop.first }}
            select
                {{ loop.index }} as place,
                '{{ one.of }}' as likeness,
                first_source,
                last_source,
                count(*) as row_count,
                sum(last_amount) as amount,
                min(last_amount || ' of customer ' || customer_id || ' on ' || last_day)
                    || ', from ' || min(last_day) || ' to ' || max(last_day) as example
            from (
                select
                    *,
                    count(*) over (partition by first_source {{ one.rows }}) as orders_of_first,
                    count(*) over (partition by last_source {{ one.rows }}) as orders_of_last
                from (
                    select
                        min(customer_id) as customer_id,
                        max(ordered_on) as last_day,
                        max(amount) as last_amount,
                        min(source) as first_source,
                        max(source) as last_source,
                        min(transaction_id) <> max(transaction_id) as has_two_ids
                    from {{ transactions }}
                    where reason is null and amount > 0 and source not like '% again'
                    group by {{ one['keys'] }}
                ) as orders
            ) as counted
            where first_source <> last_source and has_two_ids
            group by first_source, last_source
            having count(*) >= 10
                and count(*) >= {{ one.share }} * least(
                    max(orders_of_first){{ ' - min(orders_of_first) + 1' if one.rows }}, max(orders_of_last){{ ' - min(orders_of_last) + 1' if one.rows }}
                )
            {%- endfor %}
        ) as alike
    ) as told
    where rank_of_likeness = 1
    {%- endif %}
{% endmacro %}
