{#- Let the BI role into the schemas of the marts, and into no other. What is granted already is not granted anew. -#}
{% macro grant_usage_to_bi_role() %}
    {% if execute and var('bi_role') is not none %}
        {% set closed = run_query(
            "select nspname from pg_namespace where nspname in ('"
            ~ generate_schema_name('marts', none) ~ "', '" ~ generate_schema_name('monitoring', none)
            ~ "') and not has_schema_privilege(" ~ dbt.string_literal(var('bi_role')) ~ ", oid, 'usage')"
        ) %}
        {% for schema in closed.columns[0].values() %}
            {% do run_query('grant usage on schema ' ~ adapter.quote(schema) ~ ' to ' ~ var('bi_role')) %}
        {% endfor %}
    {% endif %}
{% endmacro %}
