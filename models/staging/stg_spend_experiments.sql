with spend_experiments as (
    select * from {{ ref('base_spend_experiments') }} where reason is null
)

select
    channel,
    starts_on,
    ends_on
from spend_experiments
