{#- Null, or text that is empty, only blanks or a word for no value. A column of another type is not asked for its text. -#}
{% macro is_blank(column, type='text') -%}
    {% if is_text(type) -%}
    {{ is_no_value("coalesce(" ~ trimmed(column) ~ ", '')") }}
    {%- else -%}
    {{ column }} is null
    {%- endif %}
{%- endmacro %}
