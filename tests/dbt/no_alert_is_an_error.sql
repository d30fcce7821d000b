-- An alert of the severity error fails the build; `ltv alerts` says what to do about it.
select * from {{ ref('monitor_alerts') }} where severity = 'error'
