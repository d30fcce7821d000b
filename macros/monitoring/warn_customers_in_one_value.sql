{#-
  Warning: customer ids that are lists (12;34, as of the contacts of a deal), of which one is the id of a buyer: each list counts as a buyer of
  its own, and its orders are missing at those in it.
-#}
{% macro warn_customers_in_one_value() %}
    {%- set parts = replaced('customer_ref', ' *[;,|] *', ';', every=true) -%}
    {%- if customer_ref_type() == 'bigint' %}
    {{ no_warning() }}
    {%- else %}
    select
        'customers_in_one_value' as rule,
        'transactions' as relation,
        count(*) as row_count,
        sum(revenue) as amount,
        'customer_id ''' || min(lists.list) || '''' as example,
        'These customer ids are lists of several, of which some have orders of their own: each list counts as one more buyer.' as why,
        'Export one customer for each order, the one who pays.' as remedy
    from (
        select list, revenue, first_id, second_id
        from (
            select
                customer_ref as list,
                realised_revenue as revenue,
                split_part({{ parts }}, ';', 1) as first_id,
                split_part({{ parts }}, ';', 2) as second_id
            from {{ ref('int_customer_histories') }}
            where customer_ref like '%;%' or customer_ref like '%,%' or customer_ref like '%|%'
        ) as divided
        where first_id <> '' and second_id <> ''
    ) as lists
    where first_id in (select customer_ref from {{ ref('int_customer_histories') }})
        or second_id in (select customer_ref from {{ ref('int_customer_histories') }})
    having count(*) > 0
    {%- endif %}
{% endmacro %}
