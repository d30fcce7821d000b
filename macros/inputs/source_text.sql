{#-
  A column of the source as lower-case text without outer blanks. Of a column among the mapping's `order_fields`, which only one
  row of an order fills, every row of the order has the value.
-#}
{% macro source_text(source, column) -%}
    {%- set text = 'lower(' ~ trimmed('cast(' ~ source_column(source, column) ~ ' as ' ~ dbt.type_string() ~ ')') ~ ')' -%}
    {%- set id = source.mapping.get('columns', {}).get('transaction_id', 'transaction_id') -%}
    {%- set fields = source.mapping.get('order_fields', []) -%}
    {%- if column | lower | trim in ([fields] if fields is string else fields) | map('lower') | map('trim') | list -%}
    max(nullif({{ text }}, '')) over (partition by {{ together(source, id.together) if id is mapping else source_column(source, id) }})
    {%- else -%}
    {{ text }}
    {%- endif -%}
{%- endmacro %}
