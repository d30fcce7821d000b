{#-
  Warning: a column of the input customers says of some buyers that they are tests, employees or the like, or their e-mail address is one that
  stands for nobody (noreply@, guest@), and their orders count. Leaving them out of customers would only take their channel: their orders are
  left out by their ids.
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
    {%- set nobody = 'no-?reply|do-?not-?reply|none|no-?(e-?)?mail|na|n/a|null|guest|anonymous|unknown|test([-_.]?[0-9a-z]*)?|dummy|example|pos|kasse|walk-?in|xx+|asdf' %}
    select
        'customers_not_real' as rule,
        'transactions' as relation,
        count(*) as row_count,
        sum(realised_revenue) as amount,
        'customer_id ''' || min(customer_ref) || '''' as example,
        'The e-mail addresses of these buyers stand for nobody, or for a test: many people''s orders count as those of one.' as why,
        {{ quoted_text('Add them to the variable placeholder_ids, or list them under guest_ids in the mapping of transactions; if they are customers, write ignore: ['
            ~ input_column_name('transactions', 'customer_id') ~ '] there.') }} as remedy
    from (
        select cast(customer_ref as {{ dbt.type_string() }}) as customer_ref, realised_revenue
        from {{ ref('int_customer_histories') }}
        where orders > 0 and {{ 'false' if was_looked_at('transactions', 'customer_id') or customer_ref_type() == 'bigint' else 'true' }}
    ) as buyers
    where customer_ref like '%@%' and {{ matches('lower(customer_ref)', '(' ~ nobody ~ ')@.*|.*@(example[.](com|org|net)|test([.]com)?|none[.]com|localhost|mailinator[.]com)') }}
    having count(*) > 0
    {%- for one in looked_at %}
    union all
    select
        'customers_not_real' as rule,
        'customers' as relation,
        count(*) as row_count,
        sum(buyers.realised_revenue) as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.column ~ ': ') }} || min(value) || ', customer ' || min(customer_id) as example,
        'By this column these buyers are tests, employees or the like, and their orders count as those of customers.' as why,
        {{ quoted_text('List their ids under guest_ids in the mapping of transactions, so that their orders do not count; if they are customers, write ignore: [' ~ yaml_name(one.column) ~ '] into the mapping of customers.') }} as remedy
    from ({{ rows_of_source('customers', one.source, ['customer_id'], also={'value': source_text(one.source, one.column)}) }}) as rows_of_source
    inner join {{ ref('int_customer_histories') }} as buyers on rows_of_source.customer_id_key = buyers.customer_ref
    where row_problem is null
        and {{ 'value in (' ~ text_list(yes_and_no().yes) ~ ')' if one.kind == 'flag' else matches('value', '(.*[^a-z])?(' ~ who ~ '|tester|qa)([^a-z].*)?') }}
    having count(*) > 0
    {%- endfor %}
{% endmacro %}
