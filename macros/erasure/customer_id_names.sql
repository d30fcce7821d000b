{#- The names that the customer's id has in raw rows: the contract's, and those that mappings give it. -#}
{% macro customer_id_names() %}
    {% set names = ['customer_id'] %}
    {% for relation, columns in input_columns().items() if 'customer_id' in columns %}
        {% for mapping in input_mappings(relation) %}
            {% do names.append(mapping.get('columns', {}).get('customer_id', 'customer_id')) %}
        {% endfor %}
    {% endfor %}
    {{ return(names | select('string') | unique | list) }}
{% endmacro %}
