{#- A sum of floats that does not depend on the order of rows: three laptops with different core counts get the same digits. -#}
{% macro exact_sum(value) -%}
    cast(sum(cast({{ value }} as decimal(38, 10))) as double precision)
{%- endmacro %}
