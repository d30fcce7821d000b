-- Spend that came in is in channel_roi, lies outside its window, or stands in rejected_rows.
with observation_window as (
    select * from {{ ref('int_observation_window') }}
),

totals as (
    select
        (select coalesce(sum(spend), 0) from {{ ref('base_ad_spend') }}) as money_in,
        (select coalesce(sum(spend), 0) from {{ ref('channel_roi') }}) as in_channel_roi,
        (
            select coalesce(sum(ad_spend.spend), 0)
            from {{ ref('stg_ad_spend') }} as ad_spend
            cross join observation_window
            where ad_spend.spend_date < spend_window_start or ad_spend.spend_date > observation_end
        ) as outside_the_window,
        (select coalesce(sum(amount), 0) from {{ ref('rejected_rows') }} where relation = 'ad_spend') as rejected
)

select *
from totals
where money_in <> in_channel_roi + outside_the_window + rejected
