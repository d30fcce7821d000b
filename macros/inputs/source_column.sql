{#- A column of the source, named in any letter case, quoted as it is written there, in the type that read_type gives it. -#}
{% macro source_column(source, column) -%}
    {%- set found = source.columns[column | lower | trim] -%}
    {{ read_as('raw.' ~ quoted_name(found.name), found.own_type) }}
{%- endmacro %}
