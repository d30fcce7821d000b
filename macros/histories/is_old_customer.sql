{#-
  Whether a customer is an old one whose first orders are missing, where the data begin in the midst of the shop's life (int_left_censored):
  the first purchase known is of the first weeks, or the customer was acquired before the data begin. The query has `left_censored` among
  its tables.
-#}
{% macro is_old_customer(first_purchase_on, acquired_on) -%}
    coalesce(
        {{ first_purchase_on }} <= (select stock_until from left_censored)
        or {{ acquired_on }} < (select case when stock_until is not null then first_day end from left_censored),
        false
    )
{%- endmacro %}
