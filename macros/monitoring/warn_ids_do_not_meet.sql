{#- Warning: few of the buyers are among the registered customers, as where one of the two files writes ids differently. -#}
{% macro warn_ids_do_not_meet() %}
    select
        'ids_do_not_meet' as rule,
        'customers' as relation,
        buyers - registered_buyers as row_count,
        cast(null as {{ money() }}) as amount,
        'transactions have customer_id ''' || a_buyer || ''', customers have ''' || a_customer || '''' as example,
        'Of ' || buyers || ' buyers only ' || registered_buyers || ' are in the input customers; all others are unattributed.' as why,
        'Compare how ids are written in both inputs (prefixes, leading zeros, another kind of id).' as remedy
    from (
        select
            count(*) as buyers,
            sum(case when is_registered then 1 else 0 end) as registered_buyers,
            min(case when not is_registered then cast(customer_ref as {{ dbt.type_string() }}) end) as a_buyer
        from {{ ref('int_customer_histories') }}
    ) as counts
    cross join (select min(customer_id) as a_customer from {{ ref('stg_customers') }}) as customers
    where a_customer is not null and registered_buyers < 0.5 * buyers
{% endmacro %}
