{#-
  The columns of a raw relation in their order, as a list of {name, type, readable}. PostgreSQL is asked of its catalog, since
  the information schema knows no materialised views, and hides what the user may not read: an input that is hidden would be
  taken for one that is not there. Domains have the type that they are made of.
-#}
{% macro columns_of_input(relation) %}
    {{ return(adapter.dispatch('columns_of_input', 'ltv_monitor')(relation)) }}
{% endmacro %}

{% macro default__columns_of_input(relation) %}
    {% set columns = [] %}
    {% for column in adapter.get_columns_in_relation(relation) %}
        {% do columns.append({'name': column.name, 'type': column.data_type | lower, 'readable': true}) %}
    {% endfor %}
    {{ return(columns) }}
{% endmacro %}

{% macro postgres__columns_of_input(relation) %}
    {% set columns = [] %}
    {% for row in run_query("
        with recursive typed as (
            select
                a.attnum, a.attname, a.atttypid as type_id,
                has_schema_privilege(n.oid, 'usage') and has_column_privilege(c.oid, a.attnum, 'select') as readable
            from pg_catalog.pg_attribute as a
            inner join pg_catalog.pg_class as c on a.attrelid = c.oid
            inner join pg_catalog.pg_namespace as n on c.relnamespace = n.oid
            where a.attnum > 0 and not a.attisdropped
                and n.nspname = " ~ quoted_text(relation.schema) ~ " and c.relname = " ~ quoted_text(relation.identifier) ~ "
            union all
            select typed.attnum, typed.attname, t.typbasetype, typed.readable
            from typed inner join pg_catalog.pg_type as t on typed.type_id = t.oid
            where t.typtype = 'd'
        )
        select typed.attname, pg_catalog.format_type(typed.type_id, null), typed.readable
        from typed inner join pg_catalog.pg_type as t on typed.type_id = t.oid
        where t.typtype <> 'd'
        order by typed.attnum
    ").rows %}
        {% do columns.append({'name': row[0], 'type': row[1] | lower, 'readable': row[2]}) %}
    {% endfor %}
    {{ return(columns) }}
{% endmacro %}
