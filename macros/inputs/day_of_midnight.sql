{#-
  A moment of a column that holds days, in the variable `timezone`: a day that was written as midnight without an offset (as pandas and
  JSON write days) stays that day, and does not become the evening before.
-#}
{% macro day_of_midnight(moment) -%}
    {%- if var('timezone') == 'UTC' -%} {{ moment }}
    {%- else -%}
    case
        when {{ zone_in_utc(moment) }} = cast(cast({{ zone_in_utc(moment) }} as date) as timestamp) then {{ zone_in_utc(moment) }}
        else {{ moment }}
    end
    {%- endif -%}
{%- endmacro %}
