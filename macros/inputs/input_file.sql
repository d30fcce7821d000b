{#- The one file of `data_dir` that holds `relation`, or none. -#}
{% macro input_file(relation) %}
    {% set pattern = data_folder() ~ '/' ~ relation ~ '.' %}
    {% set found = run_query(
        "select file from glob(" ~ dbt.string_literal(pattern ~ '*') ~ ") where file like '%.parquet' or file like '%.csv' order by file"
    ).columns[0].values() %}
    {% if found | length > 1 %}
        {{ exceptions.raise_compiler_error("data_dir holds " ~ (found | join(' and ')) ~ ": keep one of them, it is not clear which to read") }}
    {% endif %}
    {{ return(found | first if found else none) }}
{% endmacro %}
