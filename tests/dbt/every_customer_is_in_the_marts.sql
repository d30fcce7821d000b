-- A customer with an accepted transaction has a row in customer_ltv, and a buyer acquired in the window counts in channel_roi
-- and in the states that its intervals are made from.
with observation_window as (
    select * from {{ ref('int_observation_window') }}
),

totals as (
    select
        (select count(distinct customer_ref) from {{ ref('stg_transactions') }}) as customers_in,
        (select count(*) from {{ ref('customer_ltv') }}) as customers_in_marts,
        (
            select count(*)
            from {{ ref('int_buyers') }} as buyers
            cross join observation_window
            where buyers.acquired_on between spend_window_start and observation_end
        ) as acquired_in_window,
        (select coalesce(sum(customers), 0) from {{ ref('int_window_states') }}) as acquired_in_window_states,
        (select coalesce(sum(customers), 0) from {{ ref('channel_roi') }}) as acquired_in_channel_roi
)

select *
from totals
where customers_in <> customers_in_marts
    or acquired_in_window <> acquired_in_channel_roi
    or acquired_in_window <> acquired_in_window_states
