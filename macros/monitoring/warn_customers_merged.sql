{#-
  Warning: a column says into which customer another one was merged, and both still have orders under ids of their own: one person counts as
  several. In the input customers, or beside the customer of each order.
-#}
{% macro warn_customers_merged() %}
    {%- set patterns = [
        '(.*_)?merged?_(into|to|with|target)(_.*)?', 'master_?((record|customer|contact|account|client)_?)?id',
        '(is_)?dup(e|licate)?_of(_.*)?',
        '(master|canonical|golden|surviv(or|ing)|unified|winn(er|ing))_(record|customer|contact|account|client|profile|person|user)(_(id|no|key|number))?',
        '(replaced|superseded)_by(_.*)?', '.*(合并到|合併到|主客户).*',
    ] -%}
    {%- set looked_at = [] -%}
    {%- for relation in ['customers', 'transactions'] -%}
        {%- set sources = input_sources(relation) -%}
        {%- for source in sources -%}
            {%- for column in unused_columns(relation, source, patterns) -%}
                {%- do looked_at.append({'relation': relation, 'source': source, 'sources': sources, 'column': column}) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'customers_merged' as rule,
        '{{ one.relation }}' as relation,
        count(*) as row_count,
        sum(realised_revenue) as amount,
        {{ quoted_text(source_label(one.source, one.sources) ~ one.column ~ ': ') }} || min(case when target <> '' then own || ' is ' || target end) as example,
        'By this column these customers are others, and they have orders of their own: one person counts as several buyers, who return less than the person does.' as why,
        {{ quoted_text(('Write the id of the customer who is left into the orders of the others, and leave their rows out of customers' if one.relation == 'customers'
            else 'Where the column is filled in each row, name it as customer_id under columns in the mapping of transactions; else fill it with the own id')
            ~ '; if it means something else, write ignore: [' ~ yaml_name(one.column) ~ '] into the mapping of ' ~ one.relation ~ '.') }} as remedy
    from (
        select
            buyers.own,
            buyers.realised_revenue,
            named.target,
            count(*) over (partition by coalesce(named.target, buyers.own)) as ids,
            max(case when named.target is not null then 1 else 0 end) over (partition by coalesce(named.target, buyers.own)) as is_told
        from (
            select lower(cast(customer_ref as {{ dbt.type_string() }})) as own, realised_revenue from {{ ref('int_customer_histories') }}
        ) as buyers
        left join (
            select own, max(target) as target
            from (
                select
                    lower(cast(customer_id_key as {{ dbt.type_string() }})) as own,
                    target,
                    row_problem
                from ({{ rows_of_source(one.relation, one.source, ['customer_id'], also={'target': source_text(one.source, one.column)}) }}) as rows_of_source
            ) as typed
            where row_problem is null and not {{ is_no_value('target') }} and target <> own
            group by own
        ) as named on buyers.own = named.own
    ) as people
    where ids > 1 and is_told = 1
    having count(*) > 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
