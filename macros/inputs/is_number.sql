{#- Whether a column's type is a number. Numbers without a limit of digits (bignum) are read as text. -#}
{% macro is_number(type) %}
    {{ return(is_whole_number(type) or type.split('(')[0] in (
        'ubigint', 'hugeint', 'uhugeint', 'decimal', 'numeric', 'double', 'double precision', 'float', 'real'
    )) }}
{% endmacro %}
