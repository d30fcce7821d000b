{#-
  At the end of a run that was to build model_runs: how long it took, whether its tests passed, and a row of what is known where
  something failed before model_runs could be built. The SQL is the hook's.
-#}
{% macro record_run(results) %}
    {% set found = results | selectattr('node.name', 'equalto', 'model_runs') | list if execute and flags.WHICH in ('run', 'build') else [] %}
    {% set table = existing_relation(found[0].node.schema, 'model_runs', found[0].node.database) if found else none %}
    {% if table %}
        {% set tests = results | selectattr('node.resource_type', 'in', ['test', 'unit_test']) | list %}
        {% set broken = results | selectattr('status', 'in', ['fail', 'error', 'runtime error', 'partial success']) | list | length %}
        {% set now = modules.datetime.datetime.now(modules.pytz.utc) %}
        {% set begun = run_begun() %}
        {% set ended = {
            'finished_at': "timestamp '" ~ now.strftime('%Y-%m-%d %H:%M:%S') ~ "'",
            'duration_seconds': (now - run_started_at).total_seconds() | round(1),
            'tests_passed': tests | selectattr('status', 'in', ['pass', 'warn']) | list | length,
            'tests_failed': tests | selectattr('status', 'in', ['fail', 'error']) | list | length,
            'status': "'failed'" if broken else "'done'",
        } %}
        {{ write_run(table, begun, ended) }}
    {% endif %}
{% endmacro %}
