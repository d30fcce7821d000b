with repeat_buyers as (
    select * from {{ ref('int_dimension_buyers') }} where monetary_value > 0 and not is_stock
),

states as (
    {{ spend_states('repeat_buyers') }}
)

select * from states
