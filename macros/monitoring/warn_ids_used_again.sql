{#-
  Warning: an order's id has come back with another customer: numbers begin anew every year or in every store. Only the first of the
  two orders counts.
-#}
{% macro warn_ids_used_again() %}
    {%- set transactions, duplicates = ref('base_transactions'), ref('base_transaction_duplicates') %}
    select
        'ids_used_again' as rule,
        'transactions' as relation,
        count(*) as row_count,
        sum(transactions.amount) as amount,
        min('transaction ''' || transactions.transaction_id || ''' of customer ''' || transactions.customer_id || ''' in ' || transactions.source) as example,
        'An earlier order of another customer has the same id, as where numbers begin anew every year or in every store: these orders are in no figure.' as why,
        'Make the ids differ under columns in the mapping, as in transaction_id: {together: [store, order_id]}; {value: paris} may stand for a column, in a mapping of that store''s file alone.' as remedy
    from {{ duplicates }} as duplicates
    inner join {{ transactions }} as transactions on duplicates.row_key = transactions.row_key
    where duplicates.is_of_another_customer and transactions.reason is null
    having count(*) > 0
{% endmacro %}
