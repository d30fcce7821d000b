{#- Between the first purchase and the last day observed: all days that can be read, 1900 to 2099, are so many. -#}
with customers as (
    select customer_ref from {{ ref('int_backtest_customers') }}
),

purchase_days as (
    select purchase_days.ordered_on
    from {{ ref('int_purchase_days') }} as purchase_days
    inner join customers on purchase_days.customer_ref = customers.customer_ref
    where purchase_days.is_purchase_day
),

first_purchases as (
    select
        buyers.first_purchase_on,
        customers.customer_ref is not null as is_looked_at
    from {{ ref('int_buyers') }} as buyers
    left join customers on buyers.customer_ref = customers.customer_ref
),

observed as (
    select
        min(first_purchases.first_purchase_on) as first_day,
        max(observation_window.observation_end) as last_day
    from first_purchases
    cross join {{ ref('int_observation_window') }} as observation_window
),

numbers as (
    {{ dbt.generate_series(73049) }}
),

days as (
    select cast({{ dbt.dateadd('day', 'cast(numbers.generated_number - 1 as integer)', 'observed.first_day') }} as date) as ordered_on
    from numbers
    inner join observed
        on numbers.generated_number - 1 <= {{ days_between('observed.first_day', 'observed.last_day') }}
),

purchased as (
    select ordered_on, count(*) as purchase_days from purchase_days group by ordered_on
),

begun as (
    select first_purchase_on, count(*) as first_purchases from first_purchases where is_looked_at group by first_purchase_on
)

select
    days.ordered_on,
    coalesce(purchased.purchase_days, 0) - coalesce(begun.first_purchases, 0) as purchase_days,
    coalesce(begun.first_purchases, 0) as first_purchases
from days
left join purchased on days.ordered_on = purchased.ordered_on
left join begun on days.ordered_on = begun.first_purchase_on
