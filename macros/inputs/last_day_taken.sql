{#- The last day of which orders count, as YYYY-MM-DD: the variable observation_end, or the day after that of the build, for who lives east of UTC. -#}
{% macro last_day_taken() %}
    {{ return(var('observation_end') or (run_started_at + modules.datetime.timedelta(days=1)).strftime('%Y-%m-%d')) }}
{% endmacro %}
