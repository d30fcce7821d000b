{#-
  SQL of whether a row of the source was loaded after the variable known_at, or nothing where that is not asked or the source does
  not say when rows were loaded. A day without a time counts until its end; a time that cannot be read counts as known.
-#}
{% macro loaded_after_known_at(source) -%}
    {%- set known_at = var('known_at') -%}
    {%- set mapped = source.mapping.get('columns', {}).get('loaded_at', 'loaded_at') -%}
    {%- if known_at is not none and mapped is string and (mapped | lower | trim) in source.columns -%}
        {%- set type = source.columns[mapped | lower | trim].type -%}
        {%- set loaded_at = local_timestamp(source_column(source, mapped), type, source.mapping.get('date_format')) -%}
        {%- if (known_at | string | length) == 10 -%}
            cast({{ loaded_at }} as date) > date '{{ known_at }}'
        {%- else -%}
            {{ loaded_at }} > timestamp '{{ known_at }}'
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
