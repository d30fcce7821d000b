{% do refuse_unusable_inputs() %}
with customers as (
    select * from {{ ref('stg_customers') }}
),

observed as (
    select * from {{ ref('base_observation_end') }}
),

histories as (
    {{ customer_histories(ref('int_purchase_days'), '(select observation_end from observed)') }}
)

select
    histories.customer_ref,
    coalesce(customers.channel, 'unattributed') as channel,
    -- Nobody is acquired after the first purchase: such a day is that of a migration or of a later registration.
    coalesce(least(customers.acquired_on, histories.first_purchase_on), histories.first_purchase_on, customers.acquired_on)
        as acquired_on,
    histories.first_purchase_on,
    histories.last_purchase_on,
    histories.last_seen_on,
    histories.frequency,
    histories.recency,
    histories.T,
    histories.monetary_value,
    histories.realised_revenue,
    histories.orders,
    customers.customer_ref is not null as is_registered,
    coalesce(customers.acquired_on > histories.first_purchase_on, false) as is_registered_late
from histories
left join customers on histories.customer_ref = customers.customer_ref
