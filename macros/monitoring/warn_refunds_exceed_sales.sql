{#-
  Warning: what went back to customers beyond what they have paid is a hundredth of all that others paid: their sales are missing, as those from
  before the first day or under another id, or their refunds are there twice.
-#}
{% macro warn_refunds_exceed_sales() %}
    select
        'refunds_exceed_sales' as rule,
        'transactions' as relation,
        cast(sum(case when realised_revenue < 0 then 1 else 0 end) as bigint) as row_count,
        sum(case when realised_revenue < 0 then realised_revenue else 0 end) as amount,
        'customer ''' || min(case when realised_revenue < 0 then cast(customer_ref as {{ dbt.type_string() }}) end) || '''' as example,
        'These customers got back more than they have paid: their sales are missing, or their refunds are there twice, and they lower the value of all.' as why,
        'Export the sales that were refunded as well (from further back, or under the same id), or each refund once; if it is right, write ignore: [' || {{ quoted_text(input_column_name('transactions', 'amount')) }} || '] into the mapping of transactions.' as remedy
    from {{ ref('int_customer_histories') }}
    where {{ 'false' if was_looked_at('transactions', 'amount') else 'true' }}
    having -100 * sum(case when realised_revenue < 0 then realised_revenue else 0 end) >= sum(case when realised_revenue > 0 then realised_revenue else 0 end)
        and sum(case when realised_revenue < 0 then 1 else 0 end) > 0
        -- Where most are negative the sign is turned, which signs_turned says.
        and 2 * sum(case when realised_revenue < 0 then 1 else 0 end) < count(*)
{% endmacro %}
