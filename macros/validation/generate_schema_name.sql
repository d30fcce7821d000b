{#-
  dbt's own names (the target's schema, an underscore and the layer), refused where PostgreSQL would not keep them: it cuts names
  after 63 bytes without a word, so that layers would share a schema, and dbt does not double quotes. On Spark dbt quotes nothing.
-#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set name = default__generate_schema_name(custom_schema_name, node) -%}
    {%- if target.type == 'spark_py' and not modules.re.fullmatch('[A-Za-z0-9_]+', name) -%}
        {{ exceptions.raise_compiler_error(
            'LTV_SCHEMA is ' ~ shown_value(target.schema) ~ '; allowed on target ' ~ target.name ~ ': letters a to z, digits and underscores'
        ) }}
    {%- elif target.type != 'duckdb' and ('"' in name or name.encode() | length > 63) -%}
        {{ exceptions.raise_compiler_error(
            'LTV_SCHEMA is ' ~ shown_value(target.schema) ~ '; allowed: a name without quotes that has at most 63 bytes with the layer behind it ('
            ~ name | length ~ ' in ' ~ name ~ ')'
        ) }}
    {%- endif -%}
    {{ name }}
{%- endmacro %}
