{#-
  Warning: an e-mail address stands beside two ids or more of the input customers, as where a shop gave its customers new ids and the export
  holds the old ones too: one person counts as two buyers. Told where it is one of twenty addresses, and five.
-#}
{% macro warn_customers_told_twice() %}
    {%- set sources, looked_at = input_sources('customers'), [] -%}
    {%- for source in sources -%}
        {%- for column in unused_columns('customers', source, ['(customer_|kunden_?|client_|user_|contact_)?e_?mail(_address|_adresse)?']) -%}
            {%- do looked_at.append({'source': source, 'column': column}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if not looked_at %}
    {{ no_warning() }}
    {%- endif -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'customers_told_twice' as rule,
        'customers' as relation,
        sum(case when ids > 1 then 1 else 0 end) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.column ~ ': ') }} || min(case when ids > 1 then first_id || ' and ' || last_id end) || ' have one' as example,
        'Two ids have one e-mail address, as where customers were given new ids: one person counts as two buyers, with a first order each.' as why,
        {{ quoted_text('Give orders and customers one id for each person, such as the e-mail address (customer_id: ' ~ yaml_name(one.column)
            ~ ') if orders have it too; if they are different people, write ignore: [' ~ yaml_name(one.column) ~ '] into the mapping of customers.') }} as remedy
    from (
        select address, count(distinct customer_id_key) as ids, min(customer_id) as first_id, max(customer_id) as last_id
        from (
            {{ rows_of_source('customers', one.source, ['customer_id'], also={'address': 'lower(trim(' ~ source_text(one.source, one.column) ~ '))'}) }}
        ) as rows_of_source
        where row_problem is null and address like '%_@_%'
        group by address
    ) as addresses
    having sum(case when ids > 1 then 1 else 0 end) >= 5 and 20 * sum(case when ids > 1 then 1 else 0 end) >= count(*)
    {%- endfor %}
{% endmacro %}
