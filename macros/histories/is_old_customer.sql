{#-
  Whether a first purchase is that of an old customer whose first orders are missing (int_left_censored). The query has
  `left_censored` among its tables.
-#}
{% macro is_old_customer(first_purchase_on) -%}
    coalesce({{ first_purchase_on }} <= (select stock_until from left_censored), false)
{%- endmacro %}
