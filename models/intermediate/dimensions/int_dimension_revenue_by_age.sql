with purchase_ages as (
    select * from {{ ref('int_purchase_ages') }}
),

buyers as (
    select * from {{ ref('int_dimension_buyers') }} where in_window
)

select
    buyers.channel,
    buyers.in_window,
    purchase_ages.age_days,
    cast(sum(purchase_ages.revenue) * {{ gross_margin() }} as {{ money() }}) as realised_value
from purchase_ages
inner join buyers on purchase_ages.customer_ref = buyers.customer_ref
group by buyers.channel, buyers.in_window, purchase_ages.age_days
