{#-
  The relation of a source with more columns: each of the `stages`, name -> expression, may read the names of the one before.
  PostgreSQL would write the expressions out again at each place that reads them, if it were not for the offset. Columns that the
  user may not read are not asked for.
-#}
{% macro with_computed(source, stages) %}
    {%- set rows, readable = namespace(sql=source.relation | string, all='raw.*'), [] -%}
    {%- if source.hidden -%}
        {%- for column in source.columns.values() -%}{%- do readable.append('raw.' ~ quoted_name(column.name)) -%}{%- endfor -%}
        {%- set rows.all = readable | join(', ') -%}
    {%- endif -%}
    {%- for stage in stages -%}
        {%- set columns = [] -%}
        {%- for name, expression in stage.items() -%}{%- do columns.append(expression ~ ' as ' ~ name) -%}{%- endfor -%}
        {%- set rows.sql = '(select ' ~ rows.all ~ ', ' ~ columns | join(', ') ~ ' from ' ~ rows.sql ~ ' as raw'
            ~ (' offset 0' if target.type == 'postgres_py' else '') ~ ')' -%}
        {%- set rows.all = 'raw.*' -%}
    {%- endfor -%}
    {{ return(rows.sql) }}
{% endmacro %}
