{#- Null, empty or only blanks. -#}
{% macro is_blank(column) -%}
    coalesce(trim({{ column }}), '') = ''
{%- endmacro %}
