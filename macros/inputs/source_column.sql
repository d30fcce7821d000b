{#- A column of the source, named in any letter case, quoted as it is written there. -#}
{% macro source_column(source, column) -%}
    raw.{{ adapter.quote(source.columns[column | lower | trim].name) }}
{%- endmacro %}
