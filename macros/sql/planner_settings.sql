{#-
  Tables are read as soon as they are made, before PostgreSQL knows anything about them, and on its guess it may run one side of a join
  once for every row of the other, or sort both sides by texts. Every model reads whole tables: a hash join is never far from the best.
  Nor does it pay to compile expressions: every query runs once, and the guess says that each is worth it. Together that is two fifths
  of the server's processor time at 200,000 customers. (Not for Python models: a transaction opened here would stay open while they
  compute.)
-#}
{% macro planner_settings() %}
    {{- return(adapter.dispatch('planner_settings', 'ltv_monitor')()) -}}
{% endmacro %}

{% macro default__planner_settings() -%}
{%- endmacro %}

{% macro postgres__planner_settings() -%}
    {% if model.language == 'sql' %}set local enable_nestloop = off; set local enable_mergejoin = off; set local jit = off{% endif %}
{%- endmacro %}
