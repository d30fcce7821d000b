with overhead_costs as (
    select * from {{ ref('base_overhead_costs') }} where reason is null
)

select
    cost_date,
    channel,
    amount,
    currency
from overhead_costs
