{#- Whether an id is a number as spreadsheets and floats shorten it: 6.12346E+12, 1e+16. Few ids have an E+, so that few are looked at. -#}
{% macro is_scientific(id) -%}
    (({{ id }} like '%E+%' or {{ id }} like '%e+%') and {{ matches(id, '[0-9]([.,][0-9]+)?[eE][+][0-9]+') }})
{%- endmacro %}
