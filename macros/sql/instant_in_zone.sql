{#- An instant (instant_type) as the wall clock of the variable `timezone` shows it. -#}
{% macro instant_in_zone(instant) %}
    {{- return(adapter.dispatch('instant_in_zone', 'ltv_monitor')(instant)) -}}
{% endmacro %}

{% macro default__instant_in_zone(instant) -%}
    timezone('{{ var('timezone') }}', {{ instant }})
{%- endmacro %}

{% macro spark__instant_in_zone(instant) -%}
    cast(from_utc_timestamp({{ instant }}, '{{ var('timezone') }}') as timestamp_ntz)
{%- endmacro %}
