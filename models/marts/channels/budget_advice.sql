with suggestions as (
    select * from {{ ref('marginal_returns') }}
),

channel_roi as (
    select * from {{ ref('channel_roi') }}
),

weeks as (
    select
        channel,
        sum(spend) as spend
    from {{ ref('int_channel_weeks') }}
    group by channel
),

-- The verdict is of the average customer, the advice of the next unit of spend. Where they point apart, both are told.
told_together as (
    select
        channel_roi.channel,
        channel_roi.verdict,
        coalesce(weeks.spend, 0) as spend_in_weeks,
        suggestions.marginal_cac,
        suggestions.marginal_roi,
        suggestions.marginal_roi_low,
        suggestions.marginal_roi_high,
        suggestions.suggested_spend,
        suggestions.evidence,
        case
            when suggestions.channel is null then 'There is no whole week, Monday to Sunday, in the spend window.'
            else suggestions.reason
        end as reason,
        case
            when channel_roi.verdict in ('grow', 'hold', 'ratio_reaches_target', 'ratio_covers_cac') then 'repays'
            when channel_roi.verdict in ('cut', 'ratio_below_cac') then 'does not repay'
        end as average_customer,
        case when suggestions.evidence = 'experiment' then 'brought, by experiment, ' else 'is associated with ' end as ties,
        cast(round(100 * suggestions.marginal_roi) as {{ dbt.type_int() }}) as marginal_percent
    from channel_roi
    left join suggestions on channel_roi.channel = suggestions.channel
    left join weeks on channel_roi.channel = weeks.channel
)

select
    channel,
    cast(spend_in_weeks as {{ money() }}) as spend,
    marginal_cac,
    marginal_roi,
    marginal_roi_low,
    marginal_roi_high,
    suggested_spend,
    case
        when marginal_roi is null and verdict in ('grow', 'ratio_reaches_target')
            then 'The average customer repays the spend (verdict ' || verdict || '); whether one more unit of spend brings more'
                || ' customers is not known. ' || reason
        when average_customer = 'repays' and marginal_roi < 0 or average_customer = 'does not repay' and marginal_roi > 0
            or verdict in ('hold', 'ratio_covers_cac') and marginal_roi > 0
            then 'The average customer ' || average_customer || ' the spend (verdict ' || verdict || '); one more unit of spend '
                || ties || 'a return of ' || case when marginal_percent > 0 then '+' else '' end
                || cast(marginal_percent as {{ dbt.type_string() }}) || ' % on it.' || coalesce(' ' || reason, '')
        else reason
    end as reason,
    verdict,
    evidence
from told_together
