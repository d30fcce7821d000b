-- The mean repeat order that is compared with first orders is the one that customer_ltv shows, and is there where any is.
with checks as (
    select * from {{ ref('spend_checks') }} where check_name = 'repeat_to_first_order'
),

customers as (
    select
        {{ exact_sum('monetary_value') }} as repeat_orders,
        {{ exact_sum('realised_value / ' ~ gross_margin() ~ ' - frequency * monetary_value') }} as first_orders
    from {{ ref('customer_ltv') }}
    where frequency > 0
)

select
    checks.figure,
    customers.repeat_orders,
    customers.first_orders
from customers
left join checks on true
where customers.first_orders > 0
    and coalesce(abs(checks.figure * customers.first_orders - customers.repeat_orders) > 1e-6 * customers.repeat_orders, true)
