with purchase_days as (
    select * from {{ ref('int_purchase_days') }}
),

buyers as (
    select * from {{ ref('int_buyers') }}
)

select
    buyers.customer_ref,
    buyers.channel,
    buyers.acquired_on,
    buyers.last_seen_on > buyers.first_purchase_on as is_returning,
    -- A refund before the first purchase that is left counts from the start.
    greatest({{ days_between('buyers.first_purchase_on', 'purchase_days.ordered_on') }}, 0) as age_days,
    purchase_days.revenue
from purchase_days
inner join buyers on purchase_days.customer_ref = buyers.customer_ref
