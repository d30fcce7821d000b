{#- Whether models are being built on real rows, so that a macro may look at what was built before: not while dbt parses, compiles or documents. -#}
{% macro is_building() %}
    {{ return(execute and flags.WHICH in ('run', 'build') and not flags.EMPTY) }}
{% endmacro %}
