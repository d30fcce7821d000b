-- Every day, channel, horizon and quantity of which something matured is there once, with what came.
select coalesce(accuracy.forecast_on, ledger.forecast_on) as forecast_on, ledger.channel, ledger.horizon_days, ledger.quantity
from (
    select forecast_on, channel, segment, horizon_days, quantity, min(actual) as least, max(actual) as most
    from {{ ref('forecast_ledger') }}
    where actual is not null
    group by forecast_on, channel, segment, horizon_days, quantity
) as ledger
full outer join {{ ref('forecast_accuracy') }} as accuracy
    on ledger.forecast_on = accuracy.forecast_on
    and ledger.channel = accuracy.channel
    and ledger.segment = accuracy.segment
    and ledger.horizon_days = accuracy.horizon_days
    and ledger.quantity = accuracy.quantity
where accuracy.actual is null or ledger.least is null or accuracy.actual < ledger.least or accuracy.actual > ledger.most
