{#-
  What one unit of money, so many whole days after the first purchase, is worth at the first purchase: months of 30 days,
  each discounted from its end, the horizon's last one from the horizon (ltv.futures.Terms.discount is the same). An exact
  decimal, so that sums do not depend on the order of rows.
-#}
{% macro discount_factor(age_days) -%}
    cast(
        power(
            cast({{ 1 + var('monthly_discount_rate') | float }} as double precision),
            -least(30 * ceil({{ age_days }} / cast(30 as double precision)), {{ var('ltv_horizon_days') }})
            / cast(30 as double precision)
        ) as decimal(28, 12)
    )
{%- endmacro %}
