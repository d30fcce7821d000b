{#-
  Whether the IANA database and the engine have a time zone of this name. DuckDB takes abbreviations too, and BST for Bangladesh.
-#}
{% macro is_known_timezone(name) %}
    {%- set is_named = '/' in (name | string) or name in modules.pytz.all_timezones_set %}
    {{ return(is_named and adapter.dispatch('is_known_timezone', 'ltv_monitor')(name)) }}
{% endmacro %}

{% macro default__is_known_timezone(name) %}
    {{ return(run_query("select 1 from pg_timezone_names() where name = " ~ dbt.string_literal(name | string | replace("'", ''))).rows | length > 0) }}
{% endmacro %}

{#- Spark has no list of them; dbt brings that of the IANA. -#}
{% macro spark__is_known_timezone(name) %}
    {{ return(name in modules.pytz.all_timezones) }}
{% endmacro %}
