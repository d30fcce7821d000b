{#- The schema into which load_inputs puts what it reads from files. -#}
{% macro inputs_schema() %}
    {{ return(generate_schema_name('inputs', none)) }}
{% endmacro %}
