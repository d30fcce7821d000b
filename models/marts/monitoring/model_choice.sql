with choices as (
    select * from {{ ref('purchase_model_choice') }}
)

select
    segment,
    model,
    forecasts,
    error_of_sum,
    naive_forecast,
    naive_error_of_sum,
    interval_coverage,
    reason,
    scope
from choices
