-- Under every rule the credits add up to the buyers of channel_roi's window. (A credit is kept to ten decimals.)
with credited as (
    select rule, sum(customers) as credits from {{ ref('attribution') }} group by rule
),

buyers as (
    select coalesce(sum(customers), 0) as buyers from {{ ref('channel_roi') }}
)

select *
from credited
cross join buyers
where abs(credits - buyers) > 1e-9 * (1 + buyers)
