{#-
  What rows of the source are ordered by, the last version first: the column as it is, or, of text, as a moment, a number and a text,
  so that version 10 comes after version 9.
-#}
{% macro version_order(source, column) -%}
    {%- set value, type = source_column(source, column), source.columns[column | lower | trim].type -%}
    {%- if is_text(type) -%}
    {{ local_timestamp(value, type, source.mapping.get('date_format')) }} desc nulls last,
            {{ exact_decimal(value, type, 28) }} desc nulls last, {{ value }} desc nulls last
    {%- else -%}
    {{ value }} desc nulls last
    {%- endif -%}
{%- endmacro %}
