{#- A column of the source in the type that read_type gives it. Of JSON, a lone text comes without its quotes. -#}
{% macro read_as(column, own_type) -%}
    {%- set type = read_type(own_type) -%}
    {%- if type == own_type -%}
    {{ column }}
    {%- elif own_type in ('json', 'jsonb') -%}
    {{ "(" ~ column ~ " #>> '{}')" if target.type == 'postgres_py' else "(" ~ column ~ " ->> '$')" }}
    {%- else -%}
    cast({{ column }} as {{ dbt.type_string() if type == 'text' else type }})
    {%- endif -%}
{%- endmacro %}
