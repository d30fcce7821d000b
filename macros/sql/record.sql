{#-
  The columns of the row `raw`, in the order of the raw relation, as one value that keeps the whole row. DuckDB keeps a struct,
  which costs nothing until json_of writes it out for a rejected row; PostgreSQL keeps the JSON text.
-#}
{% macro record(columns) %}
    {{ return(adapter.dispatch('record', 'ltv_monitor')(columns)) }}
{% endmacro %}

{% macro postgres__record(columns) -%}
    (
        select cast(row_to_json(whole) as text)
        from (select {% for column in columns %}raw.{{ quoted_name(column) }}{{ ', ' if not loop.last }}{% endfor %}) as whole
    )
{%- endmacro %}

{% macro duckdb__record(columns) -%}
    { {%- for column in columns or ['none'] -%}
        {{ quoted_name(column) }}: {{ 'raw.' ~ quoted_name(column) if columns else 'null' }}{{ ', ' if not loop.last }}
    {%- endfor -%} }
{%- endmacro %}

{% macro spark__record(columns) -%}
    to_json(
        {% if columns -%}
        named_struct({% for column in columns %}{{ quoted_text(column) }}, raw.{{ quoted_name(column) }}{{ ', ' if not loop.last }}{% endfor %}),
        {%- else -%}
        named_struct('none', null),
        {%- endif %}
        map('ignoreNullFields', 'false', 'timestampNTZFormat', 'yyyy-MM-dd HH:mm:ss', 'timestampFormat', 'yyyy-MM-dd HH:mm:ssXXX')
    )
{%- endmacro %}
