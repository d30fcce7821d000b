{#- SELECT items: the run that builds a row, and when it started (UTC). -#}
{% macro of_this_run(started='built_at') -%}
    cast({{ quoted_text(invocation_id) }} as {{ dbt.type_string() }}) as run_id,
    cast({{ quoted_text(run_started_at.strftime('%Y-%m-%d %H:%M:%S')) }} as timestamp) as {{ started }}
{%- endmacro %}
