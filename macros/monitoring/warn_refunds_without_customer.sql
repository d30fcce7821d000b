{#-
  Warning: most refunds name no customer and nearly all sales do, as where a shop writes refunds as orders of its own: they are rejected
  as those of guests, and what went back counts as revenue.
-#}
{% macro warn_refunds_without_customer() %}
    select
        'refunds_without_customer' as rule,
        'transactions' as relation,
        cast(sum(case when reason = 'guest_order' then negative_rows else 0 end) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        sum(case when reason = 'guest_order' then negative_rows else 0 end) || ' of ' || sum(negative_rows) || ' negative amounts' as example,
        'These refunds name no customer, though sales do, and are in no figure: the money that went back counts as revenue.' as why,
        'Export refunds with the customer of their sale, or as a column of its row, and write subtract: [that column] into the mapping of transactions.' as remedy
    from {{ ref('base_order_days') }}
    where reason is null or reason = 'guest_order'
    having sum(case when reason = 'guest_order' then negative_rows else 0 end) >= 0.5 * sum(negative_rows)
        and sum(negative_rows) > 0
        and sum(case when reason = 'guest_order' then row_count - negative_rows else 0 end) < 0.1 * sum(row_count)
{% endmacro %}
