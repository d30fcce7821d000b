{#- Warning: four fifths of the customer ids read like people's names: two words or more, without a digit or an @. -#}
{% macro warn_customers_are_names() %}
    {%- set histories = ref('int_customer_histories') -%}
    {%- if customer_ref_type() == 'bigint' %}
    {{ no_warning() }}
    {%- else %}
    select
        'customers_are_names' as rule,
        'transactions' as relation,
        cast(sum(case when is_name then 1 else 0 end) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        'customer_id ''' || min(case when is_name then customer_ref end) || '''' as example,
        'Customers are told apart by what look like names: two of one name become one, and one who is written in two ways becomes two.' as why,
        'Name the column with the id or the e-mail address of the customer in the mapping (customer_id under columns).' as remedy
    from (
        select customer_ref, customer_ref like '_% _%' and customer_ref not like '%@%' and not {{ matches('customer_ref', '.*[0-9].*') }} as is_name
        from {{ histories }}
    ) as buyers
    having sum(case when is_name then 1 else 0 end) >= 5 and sum(case when is_name then 1 else 0 end) >= 0.8 * count(*)
    {%- endif %}
{% endmacro %}
