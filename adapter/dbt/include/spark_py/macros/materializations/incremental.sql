{#
    Spark's own tables take no deletion. What is kept between builds is small here: the rows that stay and the new ones are
    written anew, under another name, and then put in the place of the table. A build that dies loses none of them.
#}
{% materialization incremental, adapter="spark_py", supported_languages=["sql"] %}
    {% set existing = load_cached_relation(this) %}
    {{ run_hooks(pre_hooks) }}
    {% set rows = spark_py__contracted(sql) %}
    {% if existing and not should_full_refresh() %}
        {% set rows = spark_py__kept_and_new(existing, rows, config.get("unique_key")) %}
    {% endif %}
    {% set new = replace_table(this, rows) %}
    {{ run_hooks(post_hooks) }}
    {{ return({"relations": [new]}) }}
{% endmaterialization %}

{# The rows of `existing` whose unique key is not among the new ones, and the new ones; a column that one of them lacks is null there. #}
{% macro spark_py__kept_and_new(existing, rows, unique_key) %}
    {%- set keys = ([unique_key] if unique_key is string else unique_key) or [] -%}
    {%- set old = adapter.get_columns_in_relation(existing) | map(attribute="name") | list -%}
    {%- set new = get_column_schema_from_query(rows) | map(attribute="name") | list -%}
    {%- set columns = old + (new | reject("in", old) | list) -%}
    with new_rows as (
        {{ rows }}
    )

    select {% for column in columns %}{{ adapter.quote(column) if column in old else "null as " ~ adapter.quote(column) }}{{ ", " if not loop.last }}{% endfor %}
    from {{ existing }} as kept
    {%- if keys %}
    where not exists (
        select 1 from new_rows where {% for key in keys %}new_rows.{{ key }} <=> kept.{{ key }}{{ " and " if not loop.last }}{% endfor %}
    )
    {%- endif %}
    union all
    select {% for column in columns %}{{ adapter.quote(column) if column in new else "null as " ~ adapter.quote(column) }}{{ ", " if not loop.last }}{% endfor %}
    from new_rows
{% endmacro %}
