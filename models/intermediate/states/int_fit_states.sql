with customers as (
    select * from {{ ref('int_buyers') }}
),

left_censored as (
    select * from {{ ref('int_left_censored') }}
),

marked as (
    select
        customers.*,
        {{ is_old_customer('customers.first_purchase_on', 'customers.acquired_on') }} as is_stock
    from customers
)

select
    channel,
    model_frequency as frequency,
    model_recency as recency,
    T,
    cast(sum(case when is_stock then 0 else 1 end) as bigint) as customers,
    cast(sum(case when is_stock then 0 else model_purchase_days end) as bigint) as purchase_days
from marked
group by channel, model_frequency, model_recency, T
