{#- How the first source of a relation calls a column of the contract, for a remedy that names it. -#}
{% macro input_column_name(relation, column) %}
    {% for source in input_sources(relation) %}
        {% set mapped = source.mapping.get('columns', {}).get(column, column) %}
        {{ return(yaml_name(mapped if mapped is string else column)) }}
    {% endfor %}
    {{ return(column) }}
{% endmacro %}
