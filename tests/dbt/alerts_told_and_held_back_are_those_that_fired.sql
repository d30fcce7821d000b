-- Every alert told has fired, and what fired and is not told is switched off, or held back by a rule of its explained_by that fired
-- for the shop or the same channel; warnings of the inputs (inputs_doubtful) are not told either where they were there at first.
with fired as (
    select * from {{ ref('fired_rules') }}
),

explained as (
    select distinct
        fired.rule,
        fired.subject,
        coalesce(fired.channel, '') as channel
    from fired
    inner join {{ ref('alert_rules') }} as rules on fired.rule = rules.rule
    inner join fired as other
        on ',' || rules.explained_by || ',' like '%,' || other.rule || ',%'
        and coalesce(other.channel, fired.channel, '') = coalesce(fired.channel, other.channel, '')
)

select
    fired.rule,
    fired.channel
from fired
full outer join {{ ref('monitor_alerts') }} as alerts
    on fired.rule = alerts.rule and fired.subject = alerts.subject and coalesce(fired.channel, '') = coalesce(alerts.channel, '')
left join explained
    on fired.rule = explained.rule and fired.subject = explained.subject and coalesce(fired.channel, '') = explained.channel
where fired.rule is null
    or not (fired.rule = 'inputs_doubtful' and alerts.rule is null) and (alerts.rule is null) <> (
        explained.rule is not null
        or fired.rule in ('-'{% for rule, severity in var('alert_severities').items() if severity == 'off' %}, {{ quoted_text(rule) }}{% endfor %})
    )
