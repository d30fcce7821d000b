{#- The statement that makes one source of files available as `name`, from the answer of ltv_read_input. -#}
{% macro input_statement(name, answer) %}
    {% if answer.kind == 'parquet' and answer.files | length == 1 %}
        {{ return(
            'create view ' ~ name ~ ' as select * exclude (file_row_number), file_row_number + 1 as _row_key,'
            ~ ' file_row_number + 1 as _row_number, ' ~ quoted_text(answer.files[0]) ~ ' as _file from ' ~ answer.sql
        ) }}
    {% elif answer.kind == 'parquet' %}
        {{ return(
            'create view ' ~ name ~ ' as select * exclude (file_row_number, _of_file), row_number() over () as _row_key,'
            ~ ' file_row_number + 1 as _row_number, _of_file as _file from ' ~ answer.sql
        ) }}
    {% endif %}
    {{ return(
        'create table ' ~ name ~ ' as select *, row_number() over () as _row_key from ' ~ answer.sql
    ) }}
{% endmacro %}
