with touchpoints as (
    select * from {{ ref('base_touchpoints') }} where reason is null
)

select
    row_key as touchpoint_number,
    customer_id,
    customer_ref,
    channel,
    touched_at
from touchpoints
