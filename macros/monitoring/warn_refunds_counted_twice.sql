{#-
  Warning: money goes back twice. A row of a refund counts whose sale the filters leave out, or a refund is a row of its own and stands
  in a column that the mapping subtracts as well. A refund is known by its customer and amount; told where half of all refunds are so.
  Only asked where the mapping of transactions has filters or subtracts.
-#}
{% macro warn_refunds_counted_twice() %}
    {%- set sources, rejected = input_sources('transactions'), ref('rejected_rows') -%}
    {%- set sales, filtered, read_twice = [], [], [] -%}
    {%- for source in sources -%}
        {%- if source.mapping.get('subtract') -%}{%- do sales.append(source) -%}{%- endif -%}
        {%- if source.mapping.get('keep') or source.mapping.get('drop') -%}{%- do filtered.append(source) -%}{%- endif -%}
        {%- if ' again' in source_name(source, sources) -%}{%- do read_twice.append(source) -%}{%- endif -%}
    {%- endfor -%}
    {#- Of a file that is read twice the one mapping takes what the other leaves out. -#}
    {%- set filtered = [] if read_twice else filtered -%}
    {%- if not (sales or filtered) %}
    {{ no_warning() }}
    {%- else %}
    select
        'refunds_counted_twice' as rule,
        'transactions' as relation,
        cast(sum(case when times > 0 then 1 else 0 end) as bigint) as row_count,
        sum(case when times > 0 then amount end) as amount,
        min(case when times > 0 then 'transaction ''' || transaction_id || ''' of ' || amount || ' and ' || how end) as example,
        'These refunds count, and what they refund does not: the sale is left out by a filter, or the money is subtracted from it already. It is taken off twice.' as why,
        'Let the sales count as well (take their word out of drop, or add it to keep), or leave out the rows of refunds; where the column of refunds is subtracted, use it or these rows.' as remedy
    from (
        select
            refunds.transaction_id,
            refunds.amount,
            count(taken.how) as times,
            min(taken.how) as how
        from {{ ref('stg_transactions') }} as refunds
        left join (
            {%- if filtered %}
            select customer_id, amount, min('a sale that is left out of ' || source) as how
            from {{ rejected }} where relation = 'transactions' and reason = 'filtered_out' and amount > 0
            group by customer_id, amount
            {%- endif %}
            {%- for source in sales %}
            {{ 'union all' if filtered or not loop.first }}
            {%- set numbers, parts = {}, [] %}
            {%- for column in subtracted_columns(source.mapping) %}
                {%- do numbers.update({'less_' ~ loop.index: column}) %}
                {%- do parts.append('abs(coalesce(less_' ~ loop.index ~ ', 0))') %}
            {%- endfor %}
            {%- set less = divided('(' ~ parts | join(' + ') ~ ')', source) %}
            select customer_id, {{ less }} as amount, min('a sale from which it is subtracted') as how
            from ({{ rows_of_source('transactions', source, ['customer_id'], numbers=numbers) }}) as rows_of_source
            where row_problem is null and {{ less }} > 0
            group by customer_id, {{ less }}
            {%- endfor %}
        ) as taken on refunds.customer_id = taken.customer_id and -refunds.amount = taken.amount
        where refunds.amount < 0
        group by refunds.transaction_id, refunds.amount
    ) as refunds_of_sales
    having 2 * sum(case when times > 0 then 1 else 0 end) >= count(*) and sum(case when times > 0 then 1 else 0 end) > 0
    {%- endif %}
{% endmacro %}
