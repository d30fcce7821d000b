{#- A wall-clock timestamp of the variable `timezone` as UTC: what utc_in_zone made of it, undone. -#}
{% macro zone_in_utc(moment) %}
    {{- return(adapter.dispatch('zone_in_utc', 'ltv_monitor')(moment)) -}}
{% endmacro %}

{% macro default__zone_in_utc(moment) -%}
    timezone('UTC', timezone('{{ var('timezone') }}', {{ moment }}))
{%- endmacro %}

{% macro spark__zone_in_utc(moment) -%}
    cast(to_utc_timestamp({{ moment }}, '{{ var('timezone') }}') as timestamp_ntz)
{%- endmacro %}
