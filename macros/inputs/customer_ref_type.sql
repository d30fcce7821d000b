{#-
  The type of `customer_ref`, the id that models join and group by: bigint where every input that names customers has whole
  numbers, otherwise text as in `customer_id`. Grouping and joining by text costs twice as much.
-#}
{% macro customer_ref_type() %}
    {% set types = [] %}
    {% for relation, columns in input_columns().items() if 'customer_id' in columns %}
        {% do types.append(raw_columns(relation).get('customer_id', {'type': 'bigint'}).type) %}
    {% endfor %}
    {% set whole_numbers = ['tinyint', 'smallint', 'integer', 'bigint', 'utinyint', 'usmallint', 'uinteger'] %}
    {{ return('bigint' if types | reject('in', whole_numbers) | list == [] else dbt.type_string()) }}
{% endmacro %}
