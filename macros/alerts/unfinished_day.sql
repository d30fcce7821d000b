{#-
  The day, in the shop's zone, on which the build runs and which is not over yet (YYYY-MM-DD); none where the variable
  observation_end says up to which day the inputs are complete. A name of a zone that only the warehouse knows counts as UTC.
-#}
{% macro unfinished_day() %}
    {% if var('observation_end') %}{{ return(none) }}{% endif %}
    {% set zone = var('timezone') if var('timezone') in modules.pytz.all_timezones_set else 'UTC' %}
    {{ return(run_started_at.astimezone(modules.pytz.timezone(zone)).strftime('%Y-%m-%d')) }}
{% endmacro %}
