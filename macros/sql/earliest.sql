{#- The value on the earliest day, among the rows where `condition` holds. -#}
{% macro earliest(value, day, condition) %}
    {{- return(adapter.dispatch('earliest', 'ltv_monitor')(value, day, condition)) -}}
{% endmacro %}

{% macro duckdb__earliest(value, day, condition) -%}
    arg_min({{ value }}, {{ day }}) filter (where {{ condition }})
{%- endmacro %}

{% macro postgres__earliest(value, day, condition) -%}
    (array_agg({{ value }} order by {{ day }}) filter (where {{ condition }}))[1]
{%- endmacro %}

{% macro spark__earliest(value, day, condition) -%}
    min_by({{ value }}, {{ day }}) filter (where {{ condition }})
{%- endmacro %}
