{#- Null, or text that is empty or only blanks. A column of another type is not asked for its blanks. -#}
{% macro is_blank(column, type='text') -%}
    {% if is_text(type) -%}
    coalesce({{ trimmed(column) }}, '') = ''
    {%- else -%}
    {{ column }} is null
    {%- endif %}
{%- endmacro %}
