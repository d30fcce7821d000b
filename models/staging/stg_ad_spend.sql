with ad_spend as (
    select * from {{ ref('base_ad_spend') }} where reason is null
)

select
    spend_date,
    channel,
    spend,
    currency
from ad_spend
