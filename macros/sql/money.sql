{#- The type of exact money in the marts: sums to 10^20 with eight decimals, so that a margin of four decimals loses nothing. -#}
{% macro money() -%}
    decimal(28, 8)
{%- endmacro %}
