{#-
  An id in the cheapest type that tells ids apart: of customers the type of `customer_ref` on every input, of transactions the
  number where a single source has whole numbers; else the clean text.
-#}
{% macro id_key(relation, column, value, type, plain=none) -%}
    {%- if column == 'customer_id' -%}
        {%- set key_type = customer_ref_type() -%}
    {%- else -%}
        {%- set key_type = 'bigint' if is_whole_number(type) and input_sources(relation) | length == 1 else dbt.type_string() -%}
    {%- endif -%}
    {%- if key_type == 'bigint' -%}
    cast({{ value }} as bigint)
    {%- else -%}
    {{ clean_id(value, type, plain) }}
    {%- endif -%}
{%- endmacro %}
