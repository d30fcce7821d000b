{#- The statement that makes one source of files available as `name`, from the answer of ltv_read_input: Parquet is read in place. -#}
{% macro input_statement(name, answer) %}
    {{ return('create ' ~ ('view' if answer.kind == 'parquet' else 'table') ~ ' ' ~ name ~ ' as ' ~ answer.select) }}
{% endmacro %}
