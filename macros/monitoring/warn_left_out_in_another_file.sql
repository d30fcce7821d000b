{#-
  Warning: an order that the filters leave out of one file, or that is wholly refunded there, is accepted from another: exports of
  two days that overlap, between which it was cancelled. Orders are only compared where there are several files.
-#}
{% macro warn_left_out_in_another_file() %}
    {%- set transactions = ref('base_transactions') -%}
    {%- if not has_several_files('transactions') %}
    {{ no_warning() }}
    {%- else %}
    select
        'left_out_in_another_file' as rule,
        'transactions' as relation,
        count(*) as row_count,
        sum(amount) as amount,
        min('transaction ''' || transaction_id || ''' of ' || accepted_from || ' is left out of ' || left_out_of) as example,
        'These orders count in one file, and are cancelled or refunded in another: the exports overlap, and the older state counts too.' as why,
        'Export the whole time once more into one file, or keep the newest file of each time only.' as remedy
    from (
        select
            min(transaction_id) as transaction_id,
            max(case when accepted > 0 then source end) as accepted_from,
            max(case when accepted = 0 then source end) as left_out_of,
            sum(amount) as amount
        from (
            select
                transaction_id_key,
                source,
                min(transaction_id) as transaction_id,
                sum(case when reason is null then 1 else 0 end) as accepted,
                sum(case when reason is null then amount end) as amount
            from {{ transactions }}
            where (reason is null or reason in ('filtered_out', 'fully_refunded')) and source not like '% again'
            group by transaction_id_key, source
        ) as orders_of_files
        group by transaction_id_key
        having min(accepted) = 0 and max(accepted) > 0
    ) as orders
    having count(*) > 0
    {%- endif %}
{% endmacro %}
