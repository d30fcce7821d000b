{#- Values as a list of lower-case literals of SQL without outer blanks. -#}
{% macro text_list(values) -%}
    {%- for value in ([values] if values is string or values is not iterable else values) -%}
    {{ quoted_text(value | string | trim | lower) }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
