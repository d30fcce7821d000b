{#-
  Warning: one customer has an implausible share of all orders, as an account that guests or a till share: at least 10 orders,
  5 % of all, and 5 times as many as the next customer. Of a customer 0, as shops call guests, half of that is enough: base_guest_zero
  has let it pass.
-#}
{% macro warn_guest_account() %}
    select
        'guest_account' as rule,
        'transactions' as relation,
        cast(orders as bigint) as row_count,
        realised_revenue as amount,
        'customer_id ''' || cast(customer_ref as {{ dbt.type_string() }}) || '''' as example,
        'This customer has ' || orders || ' of ' || all_orders || ' orders, and the next one ' || coalesce(next_orders, 0) || ': more likely an account that many share than one buyer. Its orders weigh on every estimate.' as why,
        'If it stands for guests, write guest_ids: ["' || cast(customer_ref as {{ dbt.type_string() }}) || '"] into the mapping of transactions; its orders are then rejected as guest_order.' as remedy
    from (
        select
            customer_ref,
            realised_revenue,
            orders,
            cast(sum(orders) over () as bigint) as all_orders,
            lead(orders) over (order by orders desc, customer_ref) as next_orders,
            row_number() over (order by orders desc, customer_ref) as place,
            count(*) over () as customers
        from {{ ref('int_customer_histories') }}
    ) as ranked
    where place = 1 and customers > 1 and orders >= 0.05 * all_orders
        and case when {{ is_zero_id('customer_ref') }} then 2 else 1 end * orders >= 10
        and case when {{ is_zero_id('customer_ref') }} then 2 else 1 end * orders >= 5 * coalesce(next_orders, 0)
{% endmacro %}
