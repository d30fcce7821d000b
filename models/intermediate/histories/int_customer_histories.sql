with customers as (
    select * from {{ ref('stg_customers') }}
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
),

histories as (
    {{ customer_histories(ref('int_purchase_days'), '(select observation_end from observation_window)') }}
)

select
    histories.customer_ref,
    coalesce(customers.channel, 'unattributed') as channel,
    coalesce(customers.acquired_on, histories.first_purchase_on) as acquired_on,
    histories.first_purchase_on,
    histories.last_purchase_on,
    histories.last_seen_on,
    histories.frequency,
    histories.recency,
    histories.T,
    histories.monetary_value,
    histories.realised_revenue
from histories
left join customers on histories.customer_ref = customers.customer_ref
