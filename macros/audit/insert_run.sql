{#- The SQL that writes what is known of a run into model_runs, where it has no row yet. -#}
{% macro insert_run(table, begun) %}
    {{ return(adapter.dispatch('insert_run', 'ltv_monitor')(table, begun)) }}
{% endmacro %}

{% macro default__insert_run(table, begun) %}
    insert into {{ table }} ({{ begun.keys() | join(', ') }})
    select {{ begun.values() | join(', ') }}
    where not exists (select 1 from {{ table }} where run_id = {{ begun.run_id }});
{% endmacro %}

{#- Spark's tables are written as a whole, which takes seconds: there a run is seen when it ends, or builds model_runs. -#}
{% macro spark__insert_run(table, begun) %}
{% endmacro %}
