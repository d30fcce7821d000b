{#-
  Warning: at least half of the orders of one file, and ten of them, have a twin in another: the same customer, day and amount under
  another id, as the shop's own export and one of its books. Orders are only compared where there are several files.
-#}
{% macro warn_orders_in_two_files() %}
    {%- set transactions = ref('base_transactions') -%}
    {%- if not has_several_files('transactions') %}
    {{ no_warning() }}
    {%- else %}
    select
        'orders_in_two_files' as rule,
        'transactions' as relation,
        count(*) as row_count,
        sum(amount) as amount,
        first_source || ' and ' || last_source || ': ' || min(amount || ' of customer ' || customer_id || ' on ' || ordered_on) as example,
        'The orders of one file are in another again, with the same customer, day and amount under other ids: they count twice.' as why,
        'Keep one of the two files.' as remedy
    from (
        select
            *,
            count(*) over (partition by first_source) as orders_of_first,
            count(*) over (partition by last_source) as orders_of_last
        from (
            select
                min(customer_id) as customer_id,
                ordered_on,
                amount,
                min(source) as first_source,
                max(source) as last_source,
                min(transaction_id) <> max(transaction_id) as has_two_ids
            from {{ transactions }}
            where reason is null and amount > 0 and source not like '% again'
            group by customer_ref, ordered_on, amount
        ) as orders
    ) as counted
    where first_source <> last_source and has_two_ids
    group by first_source, last_source
    having count(*) >= 10 and count(*) >= 0.5 * least(max(orders_of_first), max(orders_of_last))
    {%- endif %}
{% endmacro %}
