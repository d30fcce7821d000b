{#- A UTC timestamp as the wall clock of the variable `timezone` shows it. -#}
{% macro utc_in_zone(moment) -%}
    {%- if var('timezone') == 'UTC' -%} {{ moment }}
    {%- else -%} timezone('{{ var('timezone') }}', timezone('UTC', {{ moment }}))
    {%- endif -%}
{%- endmacro %}
