{#- A whole number of minutes as text: 1110 as 18:30. -#}
{% macro clock_time(minutes) -%}
    cast(floor(({{ minutes }}) / 60.0) as integer) || ':' || right('0' || cast(({{ minutes }}) % 60 as {{ dbt.type_string() }}), 2)
{%- endmacro %}
