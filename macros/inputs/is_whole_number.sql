{#- Whether a column's type holds whole numbers of at most 64 bits. -#}
{% macro is_whole_number(type) %}
    {{ return(type in ('tinyint', 'smallint', 'int', 'integer', 'bigint', 'utinyint', 'usmallint', 'uinteger')) }}
{% endmacro %}
