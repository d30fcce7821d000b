{#- The place of a row in the relation that is read, from 1. -#}
{% macro place_of_row() %}
    {{- return(adapter.dispatch('place_of_row', 'ltv_monitor')()) -}}
{% endmacro %}

{% macro default__place_of_row() -%}
    row_number() over ()
{%- endmacro %}

{#- Spark counts within each part of a relation, and leaves gaps between them: to count on would take all rows through one process. -#}
{% macro spark__place_of_row() -%}
    monotonically_increasing_id() + 1
{%- endmacro %}
