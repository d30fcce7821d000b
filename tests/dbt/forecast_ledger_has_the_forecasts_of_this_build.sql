-- What this build forecast is in the ledger as it is in forecast_totals.
select totals.scope, totals.horizon_days, totals.quantity
from {{ ref('forecast_totals') }} as totals
left join {{ ref('forecast_ledger') }} as ledger
    on ledger.run_id = (select run_id from {{ ref('build_context') }})
    and totals.scope = ledger.channel
    and totals.segment = ledger.segment
    and totals.horizon_days = ledger.horizon_days
    and totals.quantity = ledger.quantity
where totals.expected is not null
    and (ledger.expected is null or ledger.expected <> totals.expected)
