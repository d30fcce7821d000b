{#- Whether a date is one of those that databases write where there is none: of the year 0 or 1, the last day of 9999, or infinite. -#}
{% macro is_no_day(value) -%}
    cast({{ value }} as {{ dbt.type_string() }}) like '000_-%' or cast({{ value }} as {{ dbt.type_string() }}) like '9999-12-31%'
    or cast({{ value }} as {{ dbt.type_string() }}) like '%infinity'
{%- endmacro %}
