{#-
  Warning: of a hundred orders and more each has a customer of its own: the column is new with every order (Olist's customer_id), or
  an address as it was typed, and nobody ever comes back.
-#}
{% macro warn_customers_never_return() %}
    {%- set histories = ref('int_customer_histories') %}
    select
        'customers_never_return' as rule,
        'transactions' as relation,
        cast(sum(orders) as bigint) as row_count,
        sum(realised_revenue) as amount,
        sum(orders) || ' orders of ' || count(*) || ' customers, such as ''' || min(cast(customer_ref as {{ dbt.type_string() }})) || '''' as example,
        'No customer has bought twice: where the id is new with every order, people who come back are not known again, and their value is too low.' as why,
        {{ quoted_text('Name the column that tells people apart (customer_id under columns), as the e-mail address; if nobody has come back, write ignore: ['
            ~ input_column_name('transactions', 'customer_id') ~ '] into the mapping of transactions.') }} as remedy
    from {{ histories }}
    where orders > 0 and {{ 'false' if was_looked_at('transactions', 'customer_id') else 'true' }}
    having sum(orders) >= 100 and max(orders) = 1
{% endmacro %}
