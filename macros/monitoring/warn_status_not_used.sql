{#-
  Warning: a column says of rows that they brought no money (cancelled, failed, a test, refunded, only a view), that they are deleted
  or no longer in force, or has a quantity below nothing, no filter of the mapping leaves them out, and they count. An order of nothing
  is a purchase too, where those count. Only columns of such names are read; where `keep` names the words of a status
  already, the moment of payment is not asked as well. Costs may be planned only; of customers, old versions are told. What is said of refunds does not count where refunds are
  subtracted, or rows of their own. Of many words five are told.
-#}
{% macro warn_status_not_used() %}
    {%- set looked_at = [] -%}
    {%- for relation, money_name in [('transactions', 'amount'), ('customers', none), ('ad_spend', 'spend'), ('overhead_costs', 'amount')] -%}
        {%- set sources = input_sources(relation) -%}
        {%- for source in sources if not source.mapping.get('order_fields') -%}
            {%- for kind, patterns in status_columns(relation).items()
                if (kind != 'payment' or source.mapping.get('format', 'plain table') == 'plain table') and (kind != 'unset' or not source.mapping.get('keep')) -%}
                {%- set nobody_reads = unused_columns(relation, source, patterns) -%}
                {%- for column in unused_columns(relation, source, patterns, dropped=false)
                    if kind == 'word' or not (source.mapping.get('subtract') and modules.re.search('refund|return', column | lower)) -%}
                    {%- do looked_at.append({
                        'relation': relation, 'money': money_name, 'source': source, 'sources': sources, 'column': column, 'kind': kind,
                        'dropped': column not in nobody_reads
                    }) -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if not looked_at %}
    {{ no_warning() }}
    {%- else %}
    select
        'status_not_used' as rule,
        case number {% for one in looked_at %}when {{ loop.index }} then '{{ one.relation }}' {% endfor %}end as relation,
        cast(sum(row_count) as bigint) as row_count,
        {{ 'sum(amount)' if not var('reporting_currency') else 'cast(null as ' ~ money() ~ ')' }} as amount,
        case number
            {%- for one in looked_at %}
            when {{ loop.index }} then {{ quoted_text(source_label(one.source, one.sources) ~ one.column ~ ': ') }}
            {%- endfor %}
        end || {{ joined_texts("case when place <= 5 then value || ' (' || row_count || ')' end", 'row_count desc, value') }} as example,
        case number
            {%- for one in looked_at %}
            when {{ loop.index }} then {{ why_not_counted(one) }}
            {%- endfor %}
        end as why,
        case number
            {%- for one in looked_at %}
            when {{ loop.index }} then {{ how_to_leave_out(one, joined_texts("case when place <= 5 then '\"' || value || '\"' end", 'row_count desc, value')) }}
            {%- endfor %}
        end || ' there.' as remedy
    from (
        select
            number,
            value,
            count(*) as row_count,
            sum(amount) as amount,
            row_number() over (partition by number order by count(*) desc, value) as place
        from (
            {%- for one in looked_at %}
            {{ 'union all' if not loop.first }}
            select
                {{ loop.index }} as number,
                value,
                {{ one.money or 'cast(null as ' ~ money() ~ ')' }} as amount
            from ({{ rows_of_status(one) }}) as rows_of_source
            where row_problem is null and {{ brought_no_money(one) }}
                and {{ '(' ~ one.money ~ ' > 0' if one.money else '(true' }}{{ ' or amount = 0 and not amount_is_refunded' if one.relation == 'transactions' and var('count_free_orders') }})
            {%- endfor %}
        ) as told
        group by number, value
    ) as counted
    group by number
    {%- endif %}
{% endmacro %}
