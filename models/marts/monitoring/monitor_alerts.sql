with alerts as (
    select * from {{ ref('alert_log') }} where run_id = {{ quoted_text(invocation_id) }}
),

-- Warnings that were there when the inputs were first watched are told by input_warnings alone: see alert_inputs_doubtful.
first_watched as (
    select since from alerts where rule = 'inputs_doubtful' and subject = 'inputs'
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
where rule <> 'inputs_doubtful' or since > (select since from first_watched)
