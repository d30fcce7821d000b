-- A channel's average horizon LTV is made twice: from its customers in channel_roi, and from its distinct histories in
-- channel_intervals, which the budget reads. They differ by what is rounded only: predictions to 40 bits (9e-13 of an
-- amount, three of them in a customer's LTV), and the discounted money of each of a customer's days to eight decimals.
{{ config(enabled=var('ltv_basis') == 'horizon') }}

with from_customers as (
    select * from {{ ref('channel_roi') }} where customers > 0
),

from_histories as (
    select * from {{ ref('channel_intervals') }}
),

purchase_days as (
    select
        channel,
        sum(customers * (frequency + 1)) as days
    from {{ ref('int_window_states') }}
    group by channel
)

select
    coalesce(from_customers.channel, from_histories.channel) as channel,
    from_customers.average_ltv as of_customers,
    from_histories.average_ltv as of_histories
from from_customers
full join from_histories on from_customers.channel = from_histories.channel
left join purchase_days on from_customers.channel = purchase_days.channel
-- Where the mean first order stands in for the spend model, there are no intervals to compare with.
where
    from_customers.average_ltv is null and from_histories.average_ltv is not null
    or abs(from_customers.average_ltv - from_histories.average_ltv)
    > greatest(1e-8, 4e-12 * abs(from_customers.average_ltv))
    + 1e-8 * coalesce(purchase_days.days, 0) / from_customers.customers
