{#-
  Tables are read as soon as they are made, before PostgreSQL knows anything about them, and on its guess it may run one
  side of a join once for every row of the other. Every model reads whole tables: a hash join is never far from the best.
  (Not for Python models: a transaction opened here would stay open while they compute.)
-#}
{% macro no_nested_loops() %}
    {{- return(adapter.dispatch('no_nested_loops', 'ltv_monitor')()) -}}
{% endmacro %}

{% macro default__no_nested_loops() -%}
{%- endmacro %}

{% macro postgres__no_nested_loops() -%}
    {% if model.language == 'sql' %}set local enable_nestloop = off{% endif %}
{%- endmacro %}
