{#-
  The table or view of that name, or none. Asked of the database and not of dbt's cache, which does not know what a hook of the
  same run has made. The name may be written in another letter case.
-#}
{% macro existing_relation(schema, identifier, database) %}
    {{ return(adapter.dispatch('existing_relation', 'ltv_monitor')(schema, identifier, database)) }}
{% endmacro %}

{% macro default__existing_relation(schema, identifier, database) %}
    {% set found = run_query(
        "select table_name from information_schema.tables where lower(table_schema) = lower(" ~ quoted_text(schema)
        ~ ") and lower(table_name) = lower(" ~ quoted_text(identifier) ~ ") order by table_name <> " ~ quoted_text(identifier)
        ~ ", table_name limit 1"
    ).columns[0].values() %}
    {% if not found %}
        {{ return(none) }}
    {% endif %}
    {{ return(api.Relation.create(database=database, schema=schema, identifier=found[0])) }}
{% endmacro %}

{% macro spark__existing_relation(schema, identifier, database) %}
    {{ return(adapter.find_relation(schema, identifier)) }}
{% endmacro %}
