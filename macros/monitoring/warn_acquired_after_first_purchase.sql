{#- Warning: customers are registered later than they first bought; they count as acquired on the day of the first purchase. -#}
{% macro warn_acquired_after_first_purchase() %}
    select
        'acquired_after_first_purchase' as rule,
        'customers' as relation,
        count(*) as row_count,
        cast(null as {{ money() }}) as amount,
        'customer ' || min(cast(customer_ref as {{ dbt.type_string() }})) as example,
        'Their acquired_at lies after their first purchase, as after the migration of a customer database. They count as acquired on the day of the first purchase.' as why,
        'Nothing, if that is right; else export the true day of acquisition.' as remedy
    from {{ ref('int_customer_histories') }}
    where is_registered_late
    having count(*) > 0
{% endmacro %}
