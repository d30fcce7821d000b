{#-
  Warning: rows that by their id (R-1001, 1001-refund beside 1001) or by a column (refund_of, original_order) belong to an earlier sale of the
  same customer have amounts above zero: money that went back counts as sold. Ids are only looked at where they are text.
-#}
{% macro warn_refunds_above_zero() %}
    {%- set words = 'r|rf|rfd|ref|refund|ret|rma|return|cn|cm|gs|sto|storno|credit|credit[ _-]?note|reversal|chargeback|cb|rück|retoure|avoir|dev|reso|退款' -%}
    {%- set sources, looked_at, ids_are_text = input_sources('transactions'), [], [] -%}
    {%- for source in sources if not source.mapping.get('order_fields') -%}
        {%- if not source.mapping.get('negate') -%}
        {%- for column in unused_columns('transactions', source, [
            '(refund|return|credit|reversal|chargeback|storno)(ed)?_(of|for|to|von|zu)(_.*)?',
            '(refunded|returned|credited|reversed|reversed_by|cancell?ed)_(order|transaction|invoice|sale|document)(_(id|no|number|ref))?',
            '(original|reversed|corrected|refund_parent)_(order|transaction|invoice|sale|receipt|document)(_(id|no|number|ref|name))?',
            'corrects',
        ]) -%}
            {%- do looked_at.append({'source': source, 'column': column}) -%}
        {%- endfor -%}
        {%- endif -%}
        {%- set said = mapped_value('transaction_id', source) -%}
        {%- if is_text(said.type) -%}{%- do ids_are_text.append(source) -%}{%- endif -%}
    {%- endfor -%}
    {%- set id = input_column_name('transactions', 'transaction_id') -%}
    {%- set why = "'These rows belong to an earlier sale, and their amounts are above zero: money that seems to have gone back counts as sold once more.'" -%}
    {%- if not ids_are_text or was_looked_at('transactions', 'transaction_id') %}
    {{ no_warning() }}
    {%- else %}
    select
        'refunds_above_zero' as rule,
        'transactions' as relation,
        count(*) as row_count,
        sum(amount) as amount,
        min('''' || transaction_id || ''' of ' || amount || ' beside ''' || sale_id || '''') as example,
        {{ why }} as why,
        {{ quoted_text('If they are refunds, give them a mapping of their own with keep: {' ~ yaml_name(id) ~ ': "R-*"}, as they are called, and negate: true, and leave them out of the other with drop; if they are sales, write ignore: [' ~ yaml_name(id) ~ '] into the mapping of transactions.') }} as remedy
    from (
        select
            transaction_id,
            customer_id,
            ordered_on,
            amount,
            {{ replaced(replaced('lower(transaction_id)', '^(' ~ words ~ ')[-_ #:./]+'), '[-_ #:./]+(' ~ words ~ ')$') }} as sale
        from {{ ref('stg_transactions') }}
        where amount > 0 and {{ matches('lower(transaction_id)', '(' ~ words ~ ')[-_ #:./]+.+|.+[-_ #:./]+(' ~ words ~ ')') }}
    ) as refunds
    inner join (
        select transaction_id as sale_id, customer_id as sale_customer_id, ordered_on as sold_on, amount as sold_for from {{ ref('stg_transactions') }}
    ) as sales on sale = lower(sale_id) and customer_id = sale_customer_id
    where sold_for >= amount and sold_on <= ordered_on
    having count(*) > 0
    {%- endif %}
    {%- for one in looked_at %}
    union all
    select
        'refunds_above_zero' as rule,
        'transactions' as relation,
        cast(sum(case when value <> '' then 1 else 0 end) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.column ~ ': ') }} || max(value) as example,
        {{ why }} as why,
        {{ quoted_text('If they are refunds, give them a mapping of their own with drop_blank: [' ~ yaml_name(one.column) ~ '] and negate: true, and leave them out of the other with keep: {' ~ yaml_name(one.column) ~ ": ''}; if they are sales, write ignore: [" ~ yaml_name(one.column) ~ '] into the mapping of transactions.') }} as remedy
    from (
        {{ rows_of_source('transactions', one.source, ['amount'], also={'value': 'coalesce(' ~ source_text(one.source, one.column) ~ ", '')"}) }}
    ) as rows_of_source
    where amount > 0 and row_problem is null
    having sum(case when value <> '' then 1 else 0 end) > 0 and 2 * sum(case when value <> '' then 1 else 0 end) < count(*)
    {%- endfor %}
{% endmacro %}
