{#-
  The type of `customer_ref`, the id that models join and group by: bigint where every input that names customers has whole
  numbers, otherwise text as in `customer_id`. Grouping and joining by text costs twice as much.
-#}
{% macro customer_ref_type() %}
    {% set types = [] %}
    {% for relation, columns in input_columns().items() if 'customer_id' in columns %}
        {% for source in input_sources(relation) %}
            {% set mapped = source.mapping.get('columns', {}).get('customer_id', 'customer_id') %}
            {% do types.append(source.columns.get(mapped | lower | trim, {'type': 'text'}).type if mapped is string else 'text') %}
        {% endfor %}
    {% endfor %}
    {% for type in types if not is_whole_number(type) %}
        {{ return(dbt.type_string()) }}
    {% endfor %}
    {{ return('bigint') }}
{% endmacro %}
