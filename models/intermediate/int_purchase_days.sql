with orders as (
    select * from {{ ref('int_orders') }}
)

select
    customer_id,
    ordered_on,
    cast(sum(kept_amount) as decimal(18, 4)) as value,
    cast(sum(unmatched_refund) as decimal(18, 4)) as unmatched_refunds,
    -- A day that refunds bring to zero is no purchase day; a day of free orders alone is one, if the variable says so.
    sum(kept_amount) > 0
    {%- if var('count_free_orders') %}
        or max(amount) = 0
    {%- endif %} as is_purchase_day
from orders
group by customer_id, ordered_on
