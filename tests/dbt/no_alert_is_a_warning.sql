-- An alert of the severity warn is a warning of dbt; `ltv alerts` says what to do about it.
{{ config(severity='warn') }}
select * from {{ ref('monitor_alerts') }} where severity = 'warn'
