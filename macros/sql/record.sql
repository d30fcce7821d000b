{#-
  The columns of the row `raw`, in the order of the raw relation, as one value that keeps the whole row. DuckDB keeps a struct,
  which costs nothing until json_of writes it out for a rejected row; PostgreSQL keeps the JSON text.
-#}
{% macro record(columns) %}
    {{ return(adapter.dispatch('record', 'ltv_monitor')(columns)) }}
{% endmacro %}

{% macro default__record(columns) -%}
    (
        select cast(row_to_json(whole) as text)
        from (select {% for column in columns %}raw.{{ adapter.quote(column) }}{{ ', ' if not loop.last }}{% endfor %}) as whole
    )
{%- endmacro %}

{% macro duckdb__record(columns) -%}
    { {%- for column in columns or ['none'] -%}
        {{ adapter.quote(column) }}: {{ 'raw.' ~ adapter.quote(column) if columns else 'null' }}{{ ', ' if not loop.last }}
    {%- endfor -%} }
{%- endmacro %}
