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

{#- Of the catalog: the information schema knows no materialised views, and nothing that the user may not read. -#}
{% macro postgres__existing_relation(schema, identifier, database) %}
    {% set found = run_query(
        "select n.nspname, c.relname from pg_catalog.pg_class as c inner join pg_catalog.pg_namespace as n on c.relnamespace = n.oid"
        ~ " where c.relkind in ('r', 'p', 'v', 'm', 'f') and lower(n.nspname) = lower(" ~ quoted_text(schema)
        ~ ") and lower(c.relname) = lower(" ~ quoted_text(identifier) ~ ") order by n.nspname <> " ~ quoted_text(schema)
        ~ ", c.relname <> " ~ quoted_text(identifier) ~ ", 1, 2 limit 1"
    ).rows %}
    {% if not found %}
        {{ return(none) }}
    {% endif %}
    {{ return(api.Relation.create(database=database, schema=found[0][0], identifier=found[0][1])) }}
{% endmacro %}

{% macro spark__existing_relation(schema, identifier, database) %}
    {{ return(adapter.find_relation(schema, identifier)) }}
{% endmacro %}
