with purchase_days as (
    select * from {{ ref('int_purchase_days') }}
),

customers as (
    select * from {{ ref('int_customer_rfm') }} where first_purchase_on is not null
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
)

select
    customers.channel,
    cast({{ dbt.date_trunc('month', 'customers.acquired_on') }} as date) as acquisition_month,
    {{ in_spend_window('customers.acquired_on') }} as in_window,
    -- A refund before the first purchase that is left counts from the start.
    cast(greatest(
        {{ dbt.datediff('customers.first_purchase_on', 'purchase_days.ordered_on', 'day') }}, 0
    ) as bigint) as age_days,
    cast(
        sum(purchase_days.value + purchase_days.unmatched_refunds) * {{ gross_margin() }} as {{ money() }}
    ) as realised_value
from purchase_days
inner join customers on purchase_days.customer_id = customers.customer_id
cross join observation_window
group by
    customers.channel,
    acquisition_month,
    in_window,
    age_days
