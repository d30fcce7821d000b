{#- Whether the role exists and its name needs no quotes (dbt's grants do not quote). -#}
{% macro is_plain_role(name) %}
    {% set role = dbt.string_literal(name | string | replace("'", '')) %}
    {{ return(run_query('select 1 from pg_roles where rolname = ' ~ role ~ ' and quote_ident(rolname) = rolname').rows | length > 0) }}
{% endmacro %}
