{#- The columns of the row `raw` as the text of one JSON object, in the order of the raw relation. -#}
{% macro row_as_json(columns) %}
    {{ return(adapter.dispatch('row_as_json')(columns)) }}
{% endmacro %}

{% macro default__row_as_json(columns) -%}
    (
        select cast(row_to_json(whole) as text)
        from (select {% for column in columns %}raw.{{ adapter.quote(column) }}{{ ', ' if not loop.last }}{% endfor %}) as whole
    )
{%- endmacro %}

{% macro duckdb__row_as_json(columns) -%}
    {% if columns -%}
    cast(to_json({ {%- for column in columns %}{{ adapter.quote(column) }}: raw.{{ adapter.quote(column) }}{{ ', ' if not loop.last }}{% endfor -%} }) as varchar)
    {%- else -%}
    '{}'
    {%- endif %}
{%- endmacro %}
