{#- The columns that the raw relation really has: lower-case name -> {name, type}; empty where there is no such relation. -#}
{% macro raw_columns(relation) %}
    {% set columns = {} %}
    {% set from = raw_source(relation) %}
    {% if not execute %}
        {{ return(columns) }}
    {% elif from is string %}
        {% for row in run_query('describe select * from ' ~ from).rows if row[0] != 'file_row_number' %}
            {% do columns.update({row[0] | lower: {'name': row[0], 'type': row[1] | lower}}) %}
        {% endfor %}
    {% elif from %}
        {% for column in adapter.get_columns_in_relation(from) %}
            {% do columns.update({column.name | lower: {'name': column.name, 'type': column.data_type | lower}}) %}
        {% endfor %}
    {% endif %}
    {{ return(columns) }}
{% endmacro %}
