{#
    "create schema if not exists" fails on a unique index when two sessions create the same schema at once, as two first
    builds do: let one wait for the other.
#}
{% macro postgres_py__create_schema(relation) -%}
    {%- call statement("wait_for_other_create_schema") -%}
        select pg_advisory_xact_lock(hashtext('dbt create schema'))
    {%- endcall -%}
    {%- do postgres__create_schema(relation) -%}
{%- endmacro %}
