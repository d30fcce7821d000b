{#- Null, or text that is empty or only blanks. A column of another type is not asked for its blanks. -#}
{% macro is_blank(column, type='text') -%}
    {% if type.split('(')[0] in ('text', 'varchar', 'character varying', 'character', 'char') -%}
    coalesce(trim({{ column }}), '') = ''
    {%- else -%}
    {{ column }} is null
    {%- endif %}
{%- endmacro %}
