{#-
  Money that came so many whole days after the first purchase, as it is worth at the first purchase: months of 30 days, each
  discounted from its end, the horizon's last one from the horizon (ltv.valuation.Terms.discount is the same). A decimal, so
  that sums do not depend on the order of rows; the product is a float's, since exact ones take DuckDB three times as long.
-#}
{% macro discounted(amount, age_days) -%}
    cast(
        cast({{ amount }} as {{ double() }}) * power(
            cast({{ 1 + var('monthly_discount_rate') | float }} as {{ double() }}),
            -least(30 * ceil({{ age_days }} / cast(30 as {{ double() }})), {{ var('ltv_horizon_days') }})
            / cast(30 as {{ double() }})
        ) as {{ money() }}
    )
{%- endmacro %}
