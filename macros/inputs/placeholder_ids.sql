{#- The variable `placeholder_ids` as texts. What is no list validate_variables tells, after models were parsed: here it is none. -#}
{% macro placeholder_ids() %}
    {% set said = var('placeholder_ids') %}
    {{ return(said | map('string') | list if said is sequence and said is not string and said is not mapping else []) }}
{% endmacro %}
