{#-
  A relation, or a subquery, with more columns: each of the `stages`, name -> expression, may read the names of the one before.
  PostgreSQL would write the expressions out again at each place that reads them, if it were not for the offset.
-#}
{% macro with_computed(relation, stages) %}
    {%- set rows = namespace(sql=relation | string) -%}
    {%- for stage in stages -%}
        {%- set columns = [] -%}
        {%- for name, expression in stage.items() -%}{%- do columns.append(expression ~ ' as ' ~ name) -%}{%- endfor -%}
        {%- set rows.sql = '(select raw.*, ' ~ columns | join(', ') ~ ' from ' ~ rows.sql ~ ' as raw'
            ~ (' offset 0' if target.type == 'postgres_py' else '') ~ ')' -%}
    {%- endfor -%}
    {{ return(rows.sql) }}
{% endmacro %}
