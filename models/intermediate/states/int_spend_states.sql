with left_censored as (
    select * from {{ ref('int_left_censored') }}
),

repeat_buyers as (
    select *
    from {{ ref('int_customer_histories') }}
    where monetary_value > 0
        and not {{ is_old_customer('first_purchase_on', 'acquired_on') }}
),

states as (
    {{ spend_states('repeat_buyers') }}
)

select * from states
