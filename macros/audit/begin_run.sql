{#-
  At the start of a run that is to build model_runs: a row that says it is running, so that one whose inputs are refused, or that is killed,
  is seen. The first run of a database has no table to write to. The SQL is the hook's.
-#}
{% macro begin_run() %}
    {% if execute and flags.WHICH in ('run', 'build') and not flags.EMPTY %}
        {% for node in graph.nodes.values() if node.name == 'model_runs' and node.unique_id in selected_resources %}
            {% set table = existing_relation(node.schema, 'model_runs', node.database) %}
            {% if table %}
                {{ insert_run(table, run_begun()) }}
            {% endif %}
        {% endfor %}
    {% endif %}
{% endmacro %}
