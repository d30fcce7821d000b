with left_censored as (
    select * from {{ ref('int_left_censored') }}
),

repeat_buyers as (
    select *
    from {{ ref('int_customer_rfm') }}
    where monetary_value > 0
        and coalesce(first_purchase_on > (select stock_until from left_censored), true)
),

states as (
    {{ spend_states('repeat_buyers') }}
)

select * from states
