{# The rows of a model in the order of its contract, once its columns are those of the contract. #}
{% macro spark_py__contracted(sql) %}
    {% if config.get("contract").enforced %}
        {% do get_assert_columns_equivalent(sql) %}
        {{ return(get_select_subquery(sql)) }}
    {% endif %}
    {{ return(sql) }}
{% endmacro %}

{# The types of a contract as Spark names them. #}
{% macro spark_py__get_empty_schema_sql(columns) %}
    {% set named, names = {}, {"text": "string", "double precision": "double"} %}
    {% for name, column in columns.items() %}
        {% do named.update({name: dict(column, data_type=names.get(column.data_type | lower, column.data_type))}) %}
    {% endfor %}
    {{ return(default__get_empty_schema_sql(named)) }}
{% endmacro %}
