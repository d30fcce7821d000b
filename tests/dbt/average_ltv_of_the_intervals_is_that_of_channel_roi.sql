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

ages as (
    select * from {{ ref('int_purchase_ages') }}
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
),

days_rounded as (
    select
        ages.channel,
        count(*) as days
    from ages
    cross join observation_window
    where {{ in_spend_window('ages.acquired_on') }}
    group by ages.channel
)

select
    coalesce(from_customers.channel, from_histories.channel) as channel,
    from_customers.average_ltv as of_customers,
    from_histories.average_ltv as of_histories
from from_customers
full join from_histories on from_customers.channel = from_histories.channel
left join days_rounded on from_customers.channel = days_rounded.channel
-- Where the mean first order stands in for the spend model, there are no intervals to compare with.
where
    from_customers.average_ltv is null and from_histories.average_ltv is not null
    or abs(from_customers.average_ltv - from_histories.average_ltv)
    > greatest(1e-8, 4e-12 * abs(from_customers.average_ltv))
    + 5e-9 * coalesce(days_rounded.days, 0) / from_customers.customers
