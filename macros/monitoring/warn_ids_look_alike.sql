{#-
  Warning: customer ids that differ only in what nobody sees or means (likeness_of_id): two of buyers, or that of a buyer who is not registered
  and one of the input customers. Some systems' ids do differ in letter case only: there one in a hundred is no surprise.
-#}
{% macro warn_ids_look_alike() %}
    {%- set histories, registered = ref('int_customer_histories'), ref('stg_customers') -%}
    {%- if customer_ref_type() == 'bigint' %}
    {{ no_warning() }}
    {%- else %}
    select
        'ids_look_alike' as rule,
        'transactions' as relation,
        cast(sum(ids) as bigint) as row_count,
        sum(revenue) as amount,
        min('''' || one || ''' and ''' || other || '''') as example,
        'These customer ids are the same but for letter case, leading zeros, blanks, quotes, the width of letters or the form of an e-mail address or telephone number: one buyer counts as several who hardly ever return.' as why,
        'Write each customer''s id in one way in all exports (zeros are lost where a spreadsheet opened the file).' as remedy
    from (
        select
            {{ likeness_of_id('customer_ref') }} as likeness,
            count(*) as ids,
            sum(realised_revenue) as revenue,
            min(customer_ref) as one,
            max(customer_ref) as other,
            sum(count(*)) over () as buyers
        from {{ histories }}
        group by {{ likeness_of_id('customer_ref') }}
    ) as groups_of_ids
    -- A marketplace writes its buyers as pf+00012@marketplace.com: nobody has ten such addresses.
    where ids > 1 and not (ids > 9 and one like '%+%@%')
    having sum(ids) > 0.01 * max(buyers) or max(case when lower(one) <> lower(other) then 1 else 0 end) = 1
    union all
    select
        'ids_look_alike' as rule,
        'customers' as relation,
        count(*) as row_count,
        sum(buyers.realised_revenue) as amount,
        min('''' || buyers.customer_ref || ''' in transactions, ''' || customers.customer_id || ''' in customers') as example,
        'These buyers are not among the registered customers, but one whose id differs in letter case, leading zeros, blanks, quotes, the width of letters or the form of an e-mail address or telephone number only is: they count as unattributed.' as why,
        'Write each customer''s id in one way in both inputs (zeros are lost where a spreadsheet opened the file).' as remedy
    from {{ histories }} as buyers
    inner join {{ registered }} as customers
        on {{ likeness_of_id('buyers.customer_ref') }} = {{ likeness_of_id('customers.customer_id') }}
    where not buyers.is_registered
    having count(*) > 0
    {%- endif %}
{% endmacro %}
