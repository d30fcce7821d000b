with customers as (
    select * from {{ ref('int_customer_rfm') }}
)
{%- if counts_opportunities() %},

opportunities as (
    select * from {{ ref('int_customer_opportunities') }}
)

select
    customers.*,
    coalesce(opportunities.opportunities, 0) as model_frequency,
    case when opportunities.opportunities > 0 then customers.recency else 0 end as model_recency,
    coalesce(opportunities.purchase_days, 0) as model_purchase_days
from customers
left join opportunities on customers.customer_ref = opportunities.customer_ref
{%- else %}

select
    *,
    frequency as model_frequency,
    recency as model_recency,
    frequency as model_purchase_days
from customers
{%- endif %}
