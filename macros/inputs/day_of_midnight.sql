{#-
  A moment of a column that may hold days, in the variable `timezone`: a day that was written as midnight without an offset (as pandas and
  JSON write days) stays that day, and does not become the evening before.
-#}
{% macro day_of_midnight(moment) -%}
    {%- if var('timezone') == 'UTC' -%} {{ moment }}
    {%- else -%}
    case
        when {{ is_midnight(zone_in_utc(moment)) }} then {{ zone_in_utc(moment) }}
        else {{ moment }}
    end
    {%- endif -%}
{%- endmacro %}
