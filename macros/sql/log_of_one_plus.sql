{#-
  ln(1 + value) for value >= 0, to the last bits where the value is next to nothing too: what 1 + value loses of it stands in both
  the logarithm and the divisor (Kahan; Goldberg 1991, theorem 4). `value` is written four times.
-#}
{% macro log_of_one_plus(value) -%}
    case when 1 + {{ value }} = 1 then {{ value }} else {{ value }} * ln(1 + {{ value }}) / ((1 + {{ value }}) - 1) end
{%- endmacro %}
