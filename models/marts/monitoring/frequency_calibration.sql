with calibration as (
    select * from {{ ref('calibration_by_frequency') }}
)

select
    cast(cut_off as date) as cut_off,
    horizon_days,
    model,
    frequency,
    customers,
    purchases_predicted,
    purchases_actual,
    purchases_predicted / customers as predicted_per_customer,
    purchases_actual / cast(customers as {{ double() }}) as actual_per_customer
from calibration
