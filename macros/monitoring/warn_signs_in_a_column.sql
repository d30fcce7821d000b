{#-
  Warning: a column beside the amounts says which way the money went (debit and credit, in and out, a sign), both ways occur, and no amount is
  negative: what went back counts as sold. Which of the two is a sale depends on whose account it is, so both are told.
-#}
{% macro warn_signs_in_a_column() %}
    {%- set sources, looked_at = input_sources('transactions'), [] -%}
    {%- for source in sources if not (source.mapping.get('order_fields') or source.mapping.get('negate')) -%}
        {%- for column in unused_columns('transactions', source, [
            '(debit|dr)_?(or_)?(credit|cr)(_.*)?', '(credit|cr)_?(or_)?(debit|dr)(_.*)?',
            '(d_?c|s_?h)(_(flag|code|indicator|kennzeichen|kz))?', 'soll_?haben(_.*)?',
            '((amount|payment|transaction|money|cash)_)?(sign|direction|flow)', 'vorzeichen', 'in_?out', 'sens', 'signo', 'segno',
            '收支(.*)?', '借贷(.*)?',
        ]) -%}
            {%- do looked_at.append({'relation': 'transactions', 'money': 'amount', 'source': source, 'sources': sources, 'column': column, 'kind': 'word'}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'signs_in_a_column' as rule,
        'transactions' as relation,
        cast(min(row_count) as bigint) as row_count,
        min(amount) as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.column ~ ': ') }} || {{ joined_texts("value || ' (' || row_count || ')'", 'row_count desc, value') }} as example,
        'This column says which way the money went, and the amounts have no sign: what was paid back counts as sold.' as why,
        {{ quoted_text('Give the rows of what went back a mapping of their own, with keep: {' ~ yaml_name(one.column) ~ ': [') }} || '"' || min(case when place = 2 then value end) || '"'
            || {{ quoted_text(']}, or whichever it is, and negate: true, and leave them out of the other with drop; if all rows are sales, write ignore: [' ~ yaml_name(one.column) ~ '].') }} as remedy
    from (
        select
            value,
            count(*) as row_count,
            sum(amount) as amount,
            min(amount) as smallest,
            row_number() over (order by count(*) desc, value) as place
        from ({{ rows_of_status(one) }}) as rows_of_source
        where row_problem is null and amount <> 0 and value <> ''
        group by value
    ) as ways
    having count(*) = 2 and min(smallest) > 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
