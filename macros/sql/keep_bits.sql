{#-
  Round to 40 significant bits (Veltkamp's splitting, 2^13 + 1): the digits that ln and exp leave open differ between
  machines, those kept do not. As ltv.warehouse.rounding.keep_bits does for what Python predicts. `value` is a column.
-#}
{% macro keep_bits(value) -%}
    ({{ value }} * 8193 - ({{ value }} * 8193 - {{ value }}))
{%- endmacro %}
