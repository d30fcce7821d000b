{# dbt's own incremental materialization, opened to Python: its rows come from postgres_py__get_create_table_as_sql. #}
{% materialization incremental, adapter="postgres_py", supported_languages=["sql", "python"] %}
    {{ return(dbt.materialization_incremental_default()) }}
{% endmaterialization %}
