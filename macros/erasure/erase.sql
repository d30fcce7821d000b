{#-
  Remove a customer from every table that the project wrote, for `ltv erase`. Tables are found by their columns and not by
  name: history, tables of models that are no more and those that a killed build left behind are not forgotten, nor are the
  copies of files. Raw data is its owner's to erase, first; what is still there is told, because the next build would bring it back.
-#}
{% macro erase(customer_id) %}
    {% do build_lock() %}
    {% set id = '(' ~ clean_id(quoted_text(customer_id), 'text') ~ ')' %}
    {% set conditions = {} %}
    {% for table, columns in tables_of_customers().items() %}
        {% do conditions.update({table: is_of_customer(columns, id)}) %}
    {% endfor %}
    {% set copies = copies_of_files(id) %}
    {% do conditions.update(copies) %}
    {% set still_there = [] %}
    {% for relation, columns in input_columns().items() if 'customer_id' in columns and var('raw_data') != 'sample' %}
        {% if run_query('select 1 from (' ~ typed_rows(relation) ~ ') as raw_rows where customer_id = ' ~ id ~ ' limit 1').rows %}
            {% do still_there.append(relation) %}
        {% endif %}
    {% endfor %}
    {% set erased = [] %}
    {#- Looking at columns may have left a transaction of dbt's own open. -#}
    {% call statement('open', auto_begin=true) %}select 1{% endcall %}
    {% do adapter.commit() %}
    {% do run_query('begin') %}
    {% for table, condition in conditions.items() %}
        {% set rows = run_query('delete from ' ~ table ~ ' where ' ~ condition ~ ' returning 1').rows | length %}
        {% do erased.append(rows) %}
        {% if rows %}
            {{ print(rows ~ ' rows erased from ' ~ table) }}
        {% endif %}
    {% endfor %}
    {% do run_query('commit') %}
    {{ print(erased | sum ~ ' rows erased in all; ' ~ erased | length ~ ' tables searched') }}
    {% if erased | sum %}
        {{ print('Sums over customers still count this one: run dbt build') }}
    {% endif %}
    {% for relation in still_there %}
        {% if copies %}
            {{ print('WARNING: the files of ' ~ relation ~ ' had this customer when they were last read: erase them there too, or the next build brings them back') }}
        {% else %}
            {{ print('WARNING: ' ~ relation ~ ' still has this customer, and the next build would bring them back: erase them there') }}
        {% endif %}
    {% endfor %}
{% endmacro %}
