{#-
  A sum of floats that does not depend on the order of rows: three laptops with different core counts get the same digits.
  `scale` decimals are kept; sums may reach 10^(38 - scale).
-#}
{% macro exact_sum(value, scale=10) -%}
    cast(sum(cast({{ value }} as decimal(38, {{ scale }}))) as {{ double() }})
{%- endmacro %}
