{#-
  Warning: a column of the input customers says of some buyers that they are tests, employees or the like, and their orders count. Leaving them
  out of customers would only take their channel: their orders are left out by their ids.
-#}
{% macro warn_customers_not_real() %}
    {%- set who = 'test|internal|employee|staff|bot|fraud(ulent)?|spam|sandbox|demo|dummy' -%}
    {%- set sources, looked_at = input_sources('customers'), [] -%}
    {%- for source in sources -%}
        {%- for kind, pattern in {
            'flag': '(is_)?(' ~ who ~ ')(_(customer|account|user|contact))?', 'word': '((customer|account|user|client|contact)_)?(type|group|segment|tags?|kind|category|class)(_name)?',
        }.items() -%}
            {%- for column in unused_columns('customers', source, [pattern]) if column not in (var('customer_dimensions') or []) -%}
                {%- do looked_at.append({'source': source, 'column': column, 'kind': kind}) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'customers_not_real' as rule,
        'customers' as relation,
        count(*) as row_count,
        sum(buyers.realised_revenue) as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.column ~ ': ') }} || min(value) || ', customer ' || min(customer_id) as example,
        'By this column these buyers are tests, employees or the like, and their orders count as those of customers.' as why,
        {{ quoted_text('List their ids under guest_ids in the mapping of transactions, so that their orders do not count; if they are customers, write ignore: [' ~ yaml_name(one.column) ~ '] into the mapping of customers.') }} as remedy
    from (
        select
            {{ typed_column('customers', 'customer_id', 'id', one.source, sources) }},
            {{ source_text(one.source, one.column) }} as value,
            {{ row_problem(one.source) }} as row_problem
        from {{ one.source.relation }} as raw
    ) as rows_of_source
    inner join {{ ref('int_customer_histories') }} as buyers on rows_of_source.customer_id_key = buyers.customer_ref
    where row_problem is null
        and {{ "value in ('true', 't', '1', '1.0', 'yes', 'y', 'x', 'ja', 'oui', 'si')" if one.kind == 'flag' else matches('value', '(.*[^a-z])?(' ~ who ~ '|tester|qa)([^a-z].*)?') }}
    having count(*) > 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
