{#
    Where the stock materializations ask for the statement that fills a table, a Python model has already run its
    pre-hooks and nothing has been dropped or renamed: run it here, and let its rows be selected as from any SQL model.
#}
{% macro postgres_py__get_create_table_as_sql(temporary, relation, sql) -%}
    {%- if model["language"] == "python" -%}
        {%- do adapter.submit_python_job(model, compiled_code) -%}
        {%- set sql = "select * from " ~ adapter.python_rows() -%}
    {%- endif -%}
    {{ return(create_table_as(temporary, relation, sql)) }}
{%- endmacro %}
