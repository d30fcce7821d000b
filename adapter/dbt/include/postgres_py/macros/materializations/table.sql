{# dbt's own table materialization, opened to Python: its rows come from postgres_py__get_create_table_as_sql. #}
{% materialization table, adapter="postgres_py", supported_languages=["sql", "python"] %}
    {{ return(dbt.materialization_table_default()) }}
{% endmaterialization %}
