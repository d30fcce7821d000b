{#- Refuse a database whose encoding cannot hold what inputs and the project's own texts are written in, before anything is built. -#}
{% macro validate_database() %}
    {{- return(adapter.dispatch('validate_database', 'ltv_monitor')()) -}}
{% endmacro %}

{% macro default__validate_database() %}
{% endmacro %}

{% macro postgres__validate_database() %}
    {% set encoding = run_query('show server_encoding').rows[0][0] if execute else 'UTF8' %}
    {% if encoding != 'UTF8' %}
        {{ exceptions.raise_compiler_error(
            'PGDATABASE is ' ~ shown_value(target.database) ~ ', whose encoding is ' ~ encoding ~ '; allowed is UTF8. Make one with: create database ltv encoding '
            ~ "'UTF8' template template0"
        ) }}
    {% endif %}
{% endmacro %}
