{# Seeds are sent as one table and written as one. #}
{% macro spark_py__create_csv_table(model, agate_table) -%}
    {%- do adapter.seed_rows(model, agate_table) -%}
    {%- set types, names = model["config"].get("column_types", {}), {"text": "string", "varchar": "string", "double precision": "double"} -%}
    {%- set sql -%}
        create table {{ this }} {{ file_format_clause() }} as
        select /*+ coalesce(1) */
            {%- for name in agate_table.column_names %}
            {%- set type = types.get(name, adapter.convert_type(agate_table, loop.index0)) %}
            cast({{ adapter.quote(name) }} as {{ names.get(type, type) }}) as {{ adapter.quote(name) }}{{ "," if not loop.last }}
            {%- endfor %}
        from {{ adapter.rows_of(model) }}
    {%- endset -%}
    {% call statement("_") %}{{ sql }}{% endcall %}
    {{ return(sql) }}
{%- endmacro %}

{% macro spark_py__load_csv_rows(model, agate_table) -%}
    {{ return("") }}
{%- endmacro %}
