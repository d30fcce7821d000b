{#- The day of a cut-off as a scalar subquery; null where the data do not go back so far. -#}
{% macro cut_off_of(cut_offs, days_back) -%}
    (select cut_off from {{ cut_offs }} where days_back = {{ days_back }})
{%- endmacro %}
