{#- Whether a column's type is text. -#}
{% macro is_text(type) %}
    {{ return(type.split('(')[0] in ('text', 'string', 'varchar', 'character varying', 'character', 'char', 'bpchar')) }}
{% endmacro %}
