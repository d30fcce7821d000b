{#- The tables in the project's schemas that have rows of single customers: quoted name -> those of their columns that tell whose. -#}
{% macro tables_of_customers() %}
    {% set schemas = [] %}
    {% for node in graph.nodes.values() if node.schema not in schemas and node.schema != var('raw_schema') %}
        {% do schemas.append(node.schema) %}
    {% endfor %}
    {% set found = run_query(
        "select table_schema, table_name, column_name from information_schema.columns natural join information_schema.tables"
        ~ " where table_type = 'BASE TABLE' and table_schema in ('" ~ schemas | join("', '") ~ "')"
        ~ " and column_name in ('customer_id', 'customer_key', 'customer_ref', 'raw_row') order by 1, 2, 3"
    ) %}
    {% set tables = {} %}
    {% for schema, table, column in found.rows %}
        {% do tables.setdefault(adapter.quote(schema) ~ '.' ~ adapter.quote(table), []).append(column) %}
    {% endfor %}
    {{ return(tables) }}
{% endmacro %}
