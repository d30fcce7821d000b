{#-
  Remove customers from every table that the project wrote, for `ltv erase`. Tables are found by their columns and not by
  name: history, tables of models that are no more and those that a killed build left behind are not forgotten, nor are the
  copies of files. Raw data is its owner's to erase, first; what is still there is told, because the next build would bring it back.
  Runs, forecasts, parameters and alerts are sums over many customers, name none and stay.
-#}
{% macro erase(customer_ids) %}
    {% if target.type == 'spark_py' %}
        {{ exceptions.raise_compiler_error(
            'target ' ~ target.name ~ ' erases nobody by itself, for its tables take no deletion. Erase the raw rows and build anew: '
            ~ 'every table with rows of customers is then written anew from what is left'
        ) }}
    {% endif %}
    {% do build_lock() %}
    {% set ids, tables, copies = [], tables_of_customers(), {} %}
    {% for customer_id in customer_ids %}
        {% do ids.append('(' ~ clean_id(quoted_text(customer_id), 'text') ~ ')') %}
    {% endfor %}
    {% set still_there = [] %}
    {% for relation, columns in input_columns().items() if 'customer_id' in columns and var('raw_data') != 'sample' %}
        {% if run_query('select 1 from (' ~ typed_rows(relation) ~ ') as raw_rows where customer_id in (' ~ ids | join(', ') ~ ') limit 1').rows %}
            {% do still_there.append(relation) %}
        {% endif %}
    {% endfor %}
    {#- Tables with a column of ids are asked for all customers at once; those with raw rows or records for each. -#}
    {% set numbered, statements, at_once = [], [], [] %}
    {% for id in ids %}
        {% do numbered.append('(' ~ loop.index0 ~ ', ' ~ id ~ ')') %}
    {% endfor %}
    {% for table, columns in tables.items() if 'raw_row' not in columns %}
        {% do at_once.append((table, '(values ' ~ numbered | join(', ') ~ ') as erased (place, id) where ' ~ is_of_customer(columns, 'erased.id'))) %}
    {% endfor %}
    {% for id in ids %}
        {% set customer_id = customer_ids[loop.index0] %}
        {% for table, columns in tables.items() if 'raw_row' in columns %}
            {% do statements.append((customer_id, table, is_of_customer(columns, id))) %}
        {% endfor %}
        {% do copies.update(copies_of_files(id)) %}
        {% for table, condition in copies.items() %}
            {% do statements.append((customer_id, table, condition)) %}
        {% endfor %}
    {% endfor %}
    {% set erased, found = {}, [] %}
    {#- Looking at columns may have left a transaction of dbt's own open. -#}
    {% call statement('open', auto_begin=true) %}select 1{% endcall %}
    {% do adapter.commit() %}
    {% do run_query('begin') %}
    {% for table, of_customers in at_once %}
        {% for (place,) in run_query('select distinct place from ' ~ table ~ ' cross join ' ~ of_customers).rows %}
            {% do found.append(customer_ids[place]) %}
        {% endfor %}
        {% set rows = run_query('delete from ' ~ table ~ ' where exists (select 1 from ' ~ of_customers ~ ') returning 1').rows | length %}
        {% do erased.update({table: rows}) %}
    {% endfor %}
    {% for customer_id, table, condition in statements %}
        {% set rows = run_query('delete from ' ~ table ~ ' where ' ~ condition ~ ' returning 1').rows | length %}
        {% do erased.update({table: erased.get(table, 0) + rows}) %}
        {% do found.append(customer_id) if rows %}
    {% endfor %}
    {% do run_query('commit') %}
    {% for table, rows in erased.items() if rows %}
        {{ print(rows ~ ' rows erased from ' ~ table) }}
    {% endfor %}
    {{ print(erased.values() | sum ~ ' rows of ' ~ ids | length ~ ' customers erased in all; ' ~ erased | length ~ ' tables searched') }}
    {% if erased.values() | sum %}
        {{ print('Sums over customers still count them: run dbt build') }}
    {% endif %}
    {% if erased.values() | sum and var('raw_data') == 'sample' %}
        {{ print('WARNING: the seeds of the sample shop still have such a customer: the next build with raw_data: sample brings them back') }}
    {% endif %}
    {% set missing = customer_ids | reject('in', found) | list %}
    {% if missing %}
        {{ print('No row was of ' ~ missing[:10] | join(', ') ~ (' and ' ~ (missing | length - 10) ~ ' more' if missing | length > 10 else '') ~ ': ids are compared as the raw rows have them') }}
    {% endif %}
    {% for relation in still_there %}
        {% if copies %}
            {{ print('WARNING: the files of ' ~ relation ~ ' had such a customer when they were last read: erase them there too, or the next build brings them back') }}
        {% else %}
            {{ print('WARNING: ' ~ relation ~ ' still has such a customer, and the next build would bring them back: erase them there') }}
        {% endif %}
    {% endfor %}
{% endmacro %}
