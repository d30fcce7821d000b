{#-
  Warning: of a hundred orders and more each has a customer of its own: the column is new with every order (Olist's customer_id), or
  an address as it was typed, and nobody ever comes back. Or so it is of twenty and more ids of one form, as those of guests (guest_812) or the
  addresses that a marketplace makes for each order, where by what the others do five would have.
-#}
{% macro warn_customers_never_return() %}
    {%- set histories = ref('int_customer_histories') %}
    {%- set form -%}
    case when customer_ref like '%@%' then '@' || split_part(customer_ref, '@', 2) else translate(customer_ref, '0123456789', '') end
    {%- endset %}
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
    {%- if customer_ref_type() != 'bigint' %}
    union all
    select
        'customers_never_return' as rule,
        'transactions' as relation,
        buyers as row_count,
        revenue as amount,
        buyers || ' customers such as ''' || example || ''', of whom none came back; of the others ' || (all_repeaters - repeaters) || ' of ' || (all_buyers - buyers) as example,
        'None of the customers whose ids have this form has bought twice, and others do: the ids may be new with every order, as those of guests or of a marketplace.' as why,
        {{ quoted_text('Leave such rows out as guests (guest_ids in the mapping of transactions, or without an id), or name the column that tells people apart; if nobody has come back, write ignore: ['
            ~ input_column_name('transactions', 'customer_id') ~ '] into the mapping of transactions.') }} as remedy
    from (
        select
            count(*) as buyers,
            sum(realised_revenue) as revenue,
            min(customer_ref) as example,
            sum(case when orders > 1 then 1 else 0 end) as repeaters,
            cast(sum(count(*)) over () as bigint) as all_buyers,
            cast(sum(sum(case when orders > 1 then 1 else 0 end)) over () as bigint) as all_repeaters
        from {{ histories }}
        where orders > 0 and {{ 'false' if was_looked_at('transactions', 'customer_id') else 'true' }}
        group by {{ form }}
    ) as forms
    where repeaters = 0 and buyers >= 20 and buyers < all_buyers and buyers * all_repeaters >= 5 * (all_buyers - buyers)
    {%- endif %}
{% endmacro %}
