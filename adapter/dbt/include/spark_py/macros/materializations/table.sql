{#
    SQL and Python models alike: a Python model has run its pre-hooks when it is run here, and its rows are then selected as
    from any SQL model.
#}
{% materialization table, adapter="spark_py", supported_languages=["sql", "python"] %}
    {{ run_hooks(pre_hooks) }}
    {%- if model["language"] == "python" -%}
        {%- do adapter.submit_python_job(model, compiled_code) -%}
        {%- set rows = "select * from " ~ adapter.rows_of(model) -%}
    {%- else -%}
        {%- set rows = spark_py__contracted(sql) -%}
    {%- endif -%}
    {% set new = replace_table(this, rows) %}
    {{ run_hooks(post_hooks) }}
    {{ return({"relations": [new]}) }}
{% endmaterialization %}
