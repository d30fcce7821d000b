{#-
  Where the raw rows of `relation` are, as something to select from; none where the relation does not exist.
  Only DuckDB reads files; rows are numbered as they stand in the file.
-#}
{% macro raw_source(relation) %}
    {% set raw_data = var('raw_data') %}
    {% if raw_data == 'sample' %}
        {{ return(none if relation in ('touchpoints', 'overhead_costs') else ref('raw_' ~ relation)) }}
    {% elif raw_data == 'tables' %}
        {% set declared = source('raw', relation) %}
        {{ return(load_relation(declared) if execute else declared) }}
    {% elif not execute %}
        {{ return(none) }}
    {% endif %}
    {% set file = input_file(relation) %}
    {% if not file %}
        {{ return(none) }}
    {% elif file.endswith('.parquet') %}
        {{ return("read_parquet(" ~ dbt.string_literal(file) ~ ", file_row_number = true)") }}
    {% endif %}
    {{ return("read_csv(" ~ dbt.string_literal(file) ~ ", header = true, all_varchar = true, null_padding = true)") }}
{% endmacro %}
