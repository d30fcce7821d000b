{#-
  Warning: of a hundred orders and more each has a customer of its own: the column is new with every order (Olist's customer_id), or
  an address as it was typed, and nobody ever comes back.
-#}
{% macro warn_customers_never_return() %}
    {%- set transactions = ref('stg_transactions') %}
    select
        'customers_never_return' as rule,
        'transactions' as relation,
        count(*) as row_count,
        sum(amount) as amount,
        count(*) || ' orders of ' || count(distinct customer_ref) || ' customers, such as ''' || min(customer_id) || '''' as example,
        'No customer has bought twice: where the id is new with every order, people who come back are not known again, and their value is too low.' as why,
        {{ quoted_text('Name the column that tells people apart (customer_id under columns), as the e-mail address; if nobody has come back, write ignore: ['
            ~ input_column_name('transactions', 'customer_id') ~ '] into the mapping of transactions.') }} as remedy
    from {{ transactions }}
    where amount > 0 and {{ 'false' if was_looked_at('transactions', 'customer_id') else 'true' }}
    having count(*) >= 100 and count(distinct customer_ref) = count(*)
{% endmacro %}
