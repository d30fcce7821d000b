{#-
  One row per customer and day of `netted`, the rows of `refund_netting`. A day that refunds bring to zero is no purchase day;
  one with a free order is one where the variable `count_free_orders` says so.
-#}
{% macro netted_purchase_days(netted) %}
    select
        customer_ref,
        ordered_on,
        cast(sum(kept_amount) as decimal(18, 4)) as value,
        cast(sum(kept_amount) + sum(unmatched_refund) as decimal(18, 4)) as revenue,
        sum(kept_amount) > 0
        {%- if var('count_free_orders') %}
            or sum(case when amount = 0 then 1 else 0 end) > 0
        {%- endif %} as is_purchase_day,
        sum(case when amount >= 0 then 1 else 0 end) as orders
    from {{ netted }} as netted
    group by customer_ref, ordered_on
{% endmacro %}
