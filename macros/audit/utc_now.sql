{#- The present, as text of a timestamp in UTC. -#}
{% macro utc_now() -%}
    {{ return(modules.datetime.datetime.now(modules.pytz.utc).strftime('%Y-%m-%d %H:%M:%S')) }}
{%- endmacro %}
