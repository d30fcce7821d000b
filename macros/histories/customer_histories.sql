{#-
  One row per customer of `purchase_days` (a relation with the columns of int_purchase_days), as seen at `observation_end`, a
  date in SQL: the present, or a cut-off of the backtest. The caller passes no day after it.
-#}
{% macro customer_histories(purchase_days, observation_end) %}
    with histories as (
        select
            customer_ref,
            min(ordered_on) filter (where is_purchase_day) as first_purchase_on,
            max(ordered_on) filter (where is_purchase_day) as last_purchase_on,
            max(ordered_on) as last_seen_on,
            greatest(count(*) filter (where is_purchase_day) - 1, 0) as frequency,
            sum(value) - {{ earliest('value', 'ordered_on', 'is_purchase_day') }} as repeat_value,
            sum(revenue) as realised_revenue,
            cast(sum(orders) as bigint) as orders
        from {{ purchase_days }} as purchase_days
        group by customer_ref
    )

    select
        customer_ref,
        first_purchase_on,
        last_purchase_on,
        last_seen_on,
        frequency,
        coalesce({{ days_between('first_purchase_on', 'last_purchase_on') }}, 0) as recency,
        {{ days_between('first_purchase_on', observation_end) }} as T,
        case when frequency > 0 then cast(repeat_value as {{ double() }}) / frequency else 0 end as monetary_value,
        realised_revenue,
        orders
    from histories
{% endmacro %}
