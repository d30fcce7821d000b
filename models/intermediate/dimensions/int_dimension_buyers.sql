with buyers as (
    select * from {{ ref('int_buyers') }}
),

dimensions as (
    select * from {{ ref('int_customer_dimensions') }}
),

left_censored as (
    select * from {{ ref('int_left_censored') }}
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
)

select
    buyers.customer_ref,
    dimensions.dimension || '=' || dimensions.value as channel,
    {{ in_spend_window('buyers.acquired_on') }} as in_window,
    {{ is_old_customer('buyers.first_purchase_on', 'buyers.acquired_on') }} as is_stock,
    buyers.frequency,
    buyers.recency,
    buyers.T,
    buyers.monetary_value,
    buyers.model_frequency,
    buyers.model_recency,
    buyers.model_purchase_days
from dimensions
inner join buyers on dimensions.customer_ref = buyers.customer_ref
cross join observation_window
