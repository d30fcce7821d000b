{#- Text as a literal of SQL. -#}
{% macro quoted_text(text) -%}
    {{ return("'" ~ (text | string | replace("'", "''")) ~ "'") }}
{%- endmacro %}
