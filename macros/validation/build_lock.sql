{#
    One build at a time in a schema. A second build waits for the first, and after `wait_seconds` stops, naming it. The
    lock goes when the run ends, however it ends. `dbt test` only reads: it neither waits nor is waited for.
#}
{% macro build_lock(wait_seconds=600) %}
    {{ return(adapter.dispatch("build_lock", "ltv_monitor")(wait_seconds)) }}
{% endmacro %}

{# DuckDB lets one process write to a file. #}
{% macro default__build_lock(wait_seconds) %}
{% endmacro %}

{% macro postgres_py__build_lock(wait_seconds) %}
    {% if execute and flags.WHICH != "test" %}
        {% do adapter.hold_build_lock(target.schema, wait_seconds) %}
    {% endif %}
{% endmacro %}
