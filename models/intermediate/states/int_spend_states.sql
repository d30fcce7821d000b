with repeat_buyers as (
    select * from {{ ref('int_customer_rfm') }} where monetary_value > 0
),

states as (
    {{ spend_states('repeat_buyers') }}
)

select * from states
