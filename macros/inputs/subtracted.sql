{#- What the columns under `subtract` of the mapping take off the amount together, without a sign. -#}
{% macro subtracted(source) -%}
    {%- set parts = [] -%}
    {%- for column in subtracted_columns(source.mapping) -%}
        {%- do parts.append('abs(' ~ amount_taken_off(source, column) ~ ')') -%}
    {%- endfor -%}
    ({{ parts | join(' + ') }})
{%- endmacro %}
