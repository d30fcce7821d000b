{#- Whether a column's type knows the time zone of its times: Spark's timestamp does, and its timestamp_ntz does not. -#}
{% macro is_instant(type) %}
    {{ return(type in (['timestamp', 'timestamp_ltz'] if target.type == 'spark_py' else ['timestamp with time zone', 'timestamptz'])) }}
{% endmacro %}
