{#-
  A moment that is text with a number: days since 1899-12-30 (excel) or 1904-01-01 (excel 1904) with the time of day as their fraction,
  seconds since 1970 (unix), thousandths (unix ms), millionths (unix us) or billionths (unix ns) of them; null where it is no such number. A whole number
  of days is a date, which has no time of day and is not moved.
-#}
{% macro counted_time(text, unit) -%}
    {%- if unit in ('excel', 'excel 1904') -%}
        {%- set days = 'cast(' ~ text ~ ' as decimal(20, 12))' -%}
        {%- set seconds = 'round((' ~ days ~ ' - ' ~ {'excel': 25569, 'excel 1904': 24107}[unit] ~ ') * 86400, 0)' -%}
        {%- set moment = moment_of_microseconds('cast(' ~ seconds ~ ' as bigint) * 1000000') -%}
    case
        when {{ matches(text, '[0-9]{4,5}([.]0*)?') }} then {{ moment }}
        when {{ matches(text, '[0-9]{4,5}[.][0-9]{1,12}') }} then {{ utc_in_zone(moment) }}
    end
    {%- else -%}
        {%- set digits, factor = {'unix': ('{8,9}', '1000000'), 'unix ms': ('{11,12}', '1000'), 'unix us': ('{14,15}', '1'), 'unix ns': ('{17,18}', '0.001')}[unit] -%}
        {%- set moment = moment_of_microseconds('cast(cast(' ~ text ~ ' as decimal(28, 6)) * ' ~ factor ~ ' as bigint)') -%}
    case when {{ matches(text, '[0-3]?[0-9]' ~ digits ~ '([.][0-9]{0,9})?') }} then {{ utc_in_zone(moment) }} end
    {%- endif -%}
{%- endmacro %}
