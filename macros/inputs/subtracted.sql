{#- What the columns under `subtract` of the mapping take off the amount together, without a sign. -#}
{% macro subtracted(source) -%}
    {%- set named, parts = source.mapping.subtract, [] -%}
    {%- for column in ([named] if named is string else named) -%}
        {%- do parts.append('abs(' ~ amount_taken_off(source, column) ~ ')') -%}
    {%- endfor -%}
    ({{ parts | join(' + ') }})
{%- endmacro %}
