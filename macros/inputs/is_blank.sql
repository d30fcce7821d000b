{#- Null, or text that is empty, only blanks or a word for no value. A column of another type is not asked for its text. -#}
{% macro is_blank(column, type='text') -%}
    {% if is_text(type) -%}
    lower(coalesce({{ trimmed(column) }}, '')) in ({{ text_list(no_value_words()) }})
    {%- else -%}
    {{ column }} is null
    {%- endif %}
{%- endmacro %}
