{#-
  The columns of the row `raw` in the order of the raw relation, to be kept whole (`record`) and, once it is known that the row
  is rejected, to be written as the text of one JSON object (`json_of`). DuckDB keeps a struct, which costs nothing until then.
-#}
{% macro record(columns) %}
    {{ return(adapter.dispatch('record')(columns)) }}
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

{% macro json_of(record) %}
    {{ return(adapter.dispatch('json_of')(record)) }}
{% endmacro %}

{% macro default__json_of(record) -%}
    {{ record }}
{%- endmacro %}

{% macro duckdb__json_of(record) -%}
    cast(to_json({{ record }}) as varchar)
{%- endmacro %}
