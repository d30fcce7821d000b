{#- Whether the engine knows the time zone by this name. -#}
{% macro is_known_timezone(name) %}
    {{ return(run_query("select 1 from pg_timezone_names() where name = " ~ dbt.string_literal(name | string | replace("'", ''))).rows | length > 0) }}
{% endmacro %}
