{#-
  Warning: few of the buyers are among the registered customers, as where one of the two files writes ids differently; or all of those
  are missing whose ids look like no registered customer's (CUST-12 beside 12), by what is left of them without digits. Of that only
  ids of one pattern in each twentieth of the buyers are told. Or as many are missing whose ids have the digits of a registered
  customer's, as where ids have a prefix from a date on.
-#}
{% macro warn_ids_do_not_meet() %}
    {%- set only_digits = replaced('{}', '[^0-9]', every=true) -%}
    {%- set pattern = "lower(translate({}, '0123456789', ''))" %}
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
    {%- if input_sources('customers') and customer_ref_type() != 'bigint' %}
    union all
    select
        'ids_do_not_meet' as rule,
        'customers' as relation,
        unknown.buyers as row_count,
        cast(null as {{ money() }}) as amount,
        'transactions have customer_id ''' || unknown.a_buyer || ''', customers have ''' || known.a_customer || '''' as example,
        'None of these ' || unknown.buyers || ' buyers is in the input customers, where no id is written so: they are unattributed.' as why,
        'Compare how ids are written in both inputs (prefixes, leading zeros, another kind of id).' as remedy
    from (
        select {{ pattern.format('customer_ref') }} as pattern, count(*) as buyers, min(customer_ref) as a_buyer
        from {{ ref('int_customer_histories') }} where not is_registered
        group by {{ pattern.format('customer_ref') }}
    ) as unknown
    cross join (
        select count(*) as buyers, sum(case when is_registered then 1 else 0 end) as registered_buyers
        from {{ ref('int_customer_histories') }}
    ) as counts
    cross join (select min(customer_id) as a_customer from {{ ref('stg_customers') }}) as known
    where unknown.buyers >= 3 and unknown.buyers >= 0.05 * counts.buyers and counts.registered_buyers >= 0.5 * counts.buyers
        and unknown.pattern not in (select {{ pattern.format('customer_id') }} from {{ ref('stg_customers') }})
    union all
    select
        'ids_do_not_meet' as rule,
        'customers' as relation,
        unknown.buyers as row_count,
        cast(null as {{ money() }}) as amount,
        'transactions have customer_id ''' || unknown.a_buyer || ''', customers have ''' || unknown.a_customer || '''' as example,
        'These ' || unknown.buyers || ' buyers are not in the input customers, where ids with the same digits are: one person counts as two buyers, one of them unattributed.' as why,
        'Write ids alike in both inputs and at all times: all with the prefix, or none (letters of the id may be taken off before it is exported).' as remedy
    from (
        select count(*) as buyers, min(buyer.customer_ref) as a_buyer, min(registered.customer_id) as a_customer
        from (
            select customer_ref, {{ only_digits.format('customer_ref') }} as digits
            from {{ ref('int_customer_histories') }} where not is_registered
        ) as buyer
        inner join (
            select {{ only_digits.format('customer_id') }} as digits, min(customer_id) as customer_id
            from {{ ref('stg_customers') }} group by {{ only_digits.format('customer_id') }}
        ) as registered on buyer.digits = registered.digits
        where {{ matches('buyer.digits', '[0-9][0-9]+') }}
    ) as unknown
    cross join (select count(*) as buyers from {{ ref('int_customer_histories') }}) as counts
    where unknown.buyers >= 5 and unknown.buyers >= 0.05 * counts.buyers
        and {{ pattern.format('unknown.a_buyer') }} in (select {{ pattern.format('customer_id') }} from {{ ref('stg_customers') }})
    {%- endif %}
{% endmacro %}
