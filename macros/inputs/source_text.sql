{#- A column of the source as lower-case text without outer blanks. -#}
{% macro source_text(source, column) -%}
    lower({{ trimmed('cast(' ~ source_column(source, column) ~ ' as ' ~ dbt.type_string() ~ ')') }})
{%- endmacro %}
