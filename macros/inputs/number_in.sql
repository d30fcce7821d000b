{#- A column of the source where it is one of numbers, else none. -#}
{% macro number_in(source, column) %}
    {% set found = source.columns.get(column | lower | trim) %}
    {{ return(source_column(source, column) if found and is_number(found.type) else none) }}
{% endmacro %}
