{#- What is known of a run when it begins: column of model_runs -> its value as SQL. -#}
{% macro run_begun() %}
    {{ return({
        'run_id': quoted_text(invocation_id),
        'started_at': "timestamp '" ~ run_started_at.strftime('%Y-%m-%d %H:%M:%S') ~ "'",
        'target': quoted_text(target.name),
        'dbt_version': quoted_text(dbt_version),
        'variables': quoted_text(tojson(variables_in_effect(), sort_keys=true)),
        'status': "'running'",
    }) }}
{% endmacro %}
