with purchase_days as (
    select * from {{ ref('int_purchase_days') }}
),

customers as (
    select * from {{ ref('stg_customers') }}
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
),

histories as (
    select
        customer_ref,
        min(ordered_on) filter (where is_purchase_day) as first_purchase_on,
        max(ordered_on) filter (where is_purchase_day) as last_purchase_on,
        max(ordered_on) as last_seen_on,
        greatest(count(*) filter (where is_purchase_day) - 1, 0) as frequency,
        sum(value) - {{ earliest('value', 'ordered_on', 'is_purchase_day') }} as repeat_value,
        sum(revenue) as realised_revenue
    from purchase_days
    group by customer_ref
)

select
    histories.customer_ref,
    coalesce(customers.channel, 'unattributed') as channel,
    coalesce(customers.acquired_on, histories.first_purchase_on) as acquired_on,
    histories.first_purchase_on,
    histories.last_purchase_on,
    histories.last_seen_on,
    histories.frequency,
    coalesce({{ days_between('histories.first_purchase_on', 'histories.last_purchase_on') }}, 0) as recency,
    {{ days_between('histories.first_purchase_on', 'observation_window.observation_end') }} as T,
    case
        when histories.frequency > 0
            then cast(histories.repeat_value as double precision) / histories.frequency
        else 0
    end as monetary_value,
    histories.realised_revenue
from histories
cross join observation_window
left join customers on histories.customer_ref = customers.customer_ref
