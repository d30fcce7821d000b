with alerts as (
    select * from {{ ref('alert_log') }} where run_id = {{ quoted_text(invocation_id) }}
)

select
    rule,
    subject,
    channel,
    value,
    limit_value as {{ adapter.quote('limit') }},
    severity,
    what,
    why,
    remedy,
    since,
    is_new
from alerts
