{#- The variable as an exact decimal: a float here would cost the marts their cents. -#}
{% macro gross_margin() -%}
    cast('{{ var('gross_margin') }}' as decimal(5, 4))
{%- endmacro %}
