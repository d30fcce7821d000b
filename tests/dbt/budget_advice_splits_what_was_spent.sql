-- budget_advice has the channels of channel_roi. Its spend is all that was spent in the whole weeks of the window, and the suggestions split what their
-- channels spent anew, no more and no less.
with weeks as (
    select distinct week from {{ ref('int_channel_weeks') }}
),

spent as (
    select coalesce(sum(ad_spend.spend), 0) as spend_in_weeks
    from {{ ref('stg_ad_spend') }} as ad_spend
    inner join weeks on cast({{ dbt.date_trunc('week', 'ad_spend.spend_date') }} as date) = weeks.week
),

channels as (
    select count(*) as channels from {{ ref('channel_roi') }}
),

advised as (
    select
        count(*) as advised,
        coalesce(sum(spend), 0) as spend_advised_on,
        coalesce(sum(case when suggested_spend is not null then cast(spend as {{ double() }}) end), 0) as spend_to_split,
        coalesce(sum(suggested_spend), 0) as suggested_spend
    from {{ ref('budget_advice') }}
),

judged as (
    select
        *,
        channels = advised as all_channels_are_there,
        spend_in_weeks = spend_advised_on as all_spend_is_there,
        abs(suggested_spend - spend_to_split) <= 1e-6 * abs(spend_to_split) as suggestions_add_up
    from spent
    cross join channels
    cross join advised
)

select *
from judged
where not (all_channels_are_there and all_spend_is_there and suggestions_add_up)
