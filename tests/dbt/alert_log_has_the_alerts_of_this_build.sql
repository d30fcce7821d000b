-- What monitor_alerts tells is in the log, once, under the run of the marts; the log has warnings of the first day besides.
select coalesce(alerts.rule, log.rule) as rule
from (
    select * from {{ ref('alert_log') }} where run_id = (select run_id from {{ ref('build_context') }})
) as log
full outer join {{ ref('monitor_alerts') }} as alerts
    on log.rule = alerts.rule and log.subject = alerts.subject and coalesce(log.channel, '') = coalesce(alerts.channel, '')
where log.rule is null or alerts.rule is null and log.rule <> 'inputs_doubtful' or log.value <> alerts.value
