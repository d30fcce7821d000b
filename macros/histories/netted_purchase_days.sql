{#-
  One row per customer and day of `netted`, the rows of `refund_netting`. A day that refunds bring to zero is no purchase day;
  a day of free orders alone is one where the variable `count_free_orders` says so.
-#}
{% macro netted_purchase_days(netted) %}
    select
        customer_ref,
        ordered_on,
        cast(sum(kept_amount) as decimal(18, 4)) as value,
        cast(sum(kept_amount) + sum(unmatched_refund) as decimal(18, 4)) as revenue,
        sum(kept_amount) > 0
        {%- if var('count_free_orders') %}
            or max(amount) = 0
        {%- endif %} as is_purchase_day
    from {{ netted }} as netted
    group by customer_ref, ordered_on
{% endmacro %}
