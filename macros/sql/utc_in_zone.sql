{#- A UTC timestamp as the wall clock of the variable `timezone` shows it. -#}
{% macro utc_in_zone(moment) -%}
    {%- if var('timezone') == 'UTC' -%} {{ moment }}
    {%- else -%} {{ adapter.dispatch('utc_in_zone', 'ltv_monitor')(moment) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__utc_in_zone(moment) -%}
    timezone('{{ var('timezone') }}', timezone('UTC', {{ moment }}))
{%- endmacro %}

{% macro spark__utc_in_zone(moment) -%}
    cast(from_utc_timestamp({{ moment }}, '{{ var('timezone') }}') as timestamp_ntz)
{%- endmacro %}
