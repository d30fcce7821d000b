{#-
  Remove a customer from every table that the project wrote, for `ltv erase`. Tables are found by their columns and not by
  name: history, tables of models that are no more and those that a killed build left behind are not forgotten. Raw data is
  its owner's to erase, first; what is still there is told, because the next build would bring it back.
-#}
{% macro erase(customer_id) %}
    {% do build_lock() %}
    {% set id = '(' ~ clean_id(quoted_text(customer_id), 'text') ~ ')' %}
    {% set conditions = {} %}
    {% for table, columns in tables_of_customers().items() %}
        {% do conditions.update({table: is_of_customer(columns, id)}) %}
    {% endfor %}
    {% set erased = [] %}
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
    {% for relation, columns in input_columns().items() if 'customer_id' in columns and var('raw_data') != 'sample' %}
        {% if run_query('select 1 from (' ~ typed_rows(relation) ~ ') as raw_rows where customer_id = ' ~ id ~ ' limit 1').rows %}
            {{ print('WARNING: ' ~ relation ~ ' still has this customer, and the next build would bring them back: erase them there') }}
        {% endif %}
    {% endfor %}
{% endmacro %}
