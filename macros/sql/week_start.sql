{#- The Monday of a week of ISO 8601 as ISO text: of text such as 2024-09, a year and a week of two digits. -#}
{% macro week_start(text) -%}
    {%- set year = 'cast(substr(' ~ text ~ ', 1, 4) as integer)' -%}
    {#- The fourth of January, which is in the first week, in days since 1970-01-01, a Thursday. No year from 1901 to 2099 is a century that has no leap day. -#}
    {%- set fourth = '(365 * (' ~ year ~ ' - 1970) + cast(floor((' ~ year ~ ' - 1969) / 4.0) as integer) + 3)' -%}
    {%- set days = fourth ~ ' - (' ~ fourth ~ ' + 25203) % 7 + 7 * (cast(substr(' ~ text ~ ', 6, 2) as integer) - 1)' -%}
    cast(cast({{ dbt.dateadd('day', days, "cast('1970-01-01' as date)") }} as date) as {{ dbt.type_string() }})
{%- endmacro %}
