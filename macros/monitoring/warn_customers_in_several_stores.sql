{#-
  Warning: an order's id is made of a store and its number, and half of the customers of a store or more buy in other stores too: where each
  store counts its customers itself, they are different people under one number. Not asked of e-mail addresses, nor where the numbers of
  orders begin anew every year.
-#}
{% macro warn_customers_in_several_stores() %}
    {%- set sources, questions, named = input_sources('transactions'), [], [] -%}
    {%- for source in sources if not was_looked_at('transactions', 'customer_id') -%}
        {%- set columns = source.mapping.get('columns', {}) -%}
        {%- set id, customer = columns.get('transaction_id'), columns.get('customer_id', 'customer_id') -%}
        {%- set parts = id.together if id is mapping and 'together' in id else [] -%}
        {%- set plain = parts | reject('mapping') | list -%}
        {%- for part in plain if customer is string and customer not in plain -%}
            {%- do questions.append([{'source': source, 'store': source_text(source, part)}]) -%}
        {%- endfor -%}
        {%- for part in parts | select('mapping') -%}
            {%- do named.append({'source': source, 'store': quoted_text(part.value)}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if named | length > 1 -%}{%- do questions.append(named) -%}{%- endif -%}
    {%- for question in questions %}
    {{ 'union all' if not loop.first }}
    select
        'customers_in_several_stores' as rule,
        'transactions' as relation,
        cast(sum(shared_rows) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        'customer ''' || min(a_shared_id) || ''' in ' || cast(count(*) as {{ dbt.type_string() }}) || ' stores, such as ' || min(store) || ' and ' || max(store) as example,
        'Most customers of one store have the numbers of customers of another: where each store counts its customers itself, they are different people, and count as one who returns.' as why,
        {{ quoted_text('Name a column that tells the customers of all stores apart as customer_id, such as an e-mail address, or build each store by itself, with keep for its rows; if they are the same people, write ignore: ['
            ~ input_column_name('transactions', 'customer_id') ~ '] into the mapping of transactions.') }} as remedy
    from (
        select
            store,
            count(*) as ids,
            sum(case when stores > 1 then 1 else 0 end) as shared_ids,
            sum(case when stores > 1 then row_count else 0 end) as shared_rows,
            min(case when stores > 1 then id end) as a_shared_id
        from (
            select store, id, row_count, count(*) over (partition by id) as stores
            from (
                select store, id, count(*) as row_count
                from (
                    {%- for one in question %}
                    {{ 'union all' if not loop.first }}
                    select store, cast(customer_id_key as {{ dbt.type_string() }}) as id
                    from ({{ rows_of_source('transactions', one.source, ['customer_id'], also={'store': one.store}) }}) as rows_of_source
                    where row_problem is null
                    {%- endfor %}
                ) as bought
                where id not like '%@%' and store <> ''
                group by store, id
            ) as pairs
        ) as spread
        group by store
    ) as by_store
    having count(*) between 2 and 50
        and max(case when ids >= 10 and 2 * shared_ids >= ids then 1 else 0 end) = 1
        and max(case when {{ matches('store', '(19|20)[0-9]{2}([^0-9].*)?') }} then 1 else 0 end) = 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
