{#- The type of one raw column, lower case; text where the column is missing. -#}
{% macro raw_type(relation, column) %}
    {{ return(raw_columns(relation).get(column, {'type': 'text'}).type) }}
{% endmacro %}
