-- What monitor_alerts tells is in the log, once, under the run of the marts.
select coalesce(alerts.rule, log.rule) as rule
from (
    select * from {{ ref('alert_log') }} where run_id = (select run_id from {{ ref('build_context') }})
) as log
full outer join {{ ref('monitor_alerts') }} as alerts
    on log.rule = alerts.rule and log.subject = alerts.subject and coalesce(log.channel, '') = coalesce(alerts.channel, '')
where log.rule is null or alerts.rule is null or log.value <> alerts.value
