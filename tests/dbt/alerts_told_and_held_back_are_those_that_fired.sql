-- Every alert told has fired, and what fired and is not told is held back by a rule of its explained_by or switched off.
select fired.rule, fired.channel
from {{ ref('fired_rules') }} as fired
full outer join {{ ref('monitor_alerts') }} as alerts
    on fired.rule = alerts.rule and fired.subject = alerts.subject and coalesce(fired.channel, '') = coalesce(alerts.channel, '')
left join {{ ref('alert_rules') }} as rules on fired.rule = rules.rule
where fired.rule is null
    or (
        alerts.rule is null
        and coalesce(rules.explained_by, '') = ''
        and fired.rule not in ('-'{% for rule in var('alert_severities') %}, {{ quoted_text(rule) }}{% endfor %})
    )
