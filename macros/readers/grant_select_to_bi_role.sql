{#-
  dbt's own grants, asked for in a hook: dbt_project.yml would render `+grants` without the variables that it declares
  itself. The hook runs inside the transaction of the swap, so no reader meets a new table without its grant.
-#}
{% macro grant_select_to_bi_role(relation) %}
    {% if execute and var('bi_role') is not none %}
        {% do apply_grants(relation, {'select': [var('bi_role')]}, should_revoke=true) %}
    {% endif %}
{% endmacro %}
