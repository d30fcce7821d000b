{% set silent = [] %}
{% for model, facts in purchase_models().items() if facts['first_chance'] == 0 %}{% do silent.append(model) %}{% endfor %}
{% set chosen = var('purchase_model') == 'auto' and var('engine') == 'native' %}

with customers as (
    select * from {{ ref('int_customer_predictions') }}
),

-- In these models nobody drops out before a second purchase: p_alive of a one-time buyer is 1 whatever the data. Who asks for such
-- a model by name, or for the reference engine, gets it as published; where `auto` chose it, the mart does not say so of a customer.
models_in_use as (
    select
        segment,
        max(case when model in ('{{ silent | join("', '") }}') and {{ 'true' if chosen else 'false' }} then model end) as silent_model
    from {{ ref('purchase_model_fits') }}
    group by segment
),

spend_parameters as (
    select
        segment,
        -- With q <= 1, which a penalizer and the reference engine may end at, the population has no mean.
        case when max(value) filter (where parameter = 'q') > 1 then max(value) filter (where parameter = 'p') end as p,
        max(value) filter (where parameter = 'q') as q,
        max(value) filter (where parameter = 'v') as v,
        max(reason) as reason
    from {{ ref('spend_model_fits') }}
    group by segment
),

horizon_revenue as (
    select * from {{ ref('int_horizon_revenue') }}
),

-- Where too few repeat buyers, or spends without a finite mean, leave the spend model open, the mean first order stands in.
first_orders as (
    select
        {{ exact_sum('realised_revenue - frequency * monetary_value') }} / nullif(count(*), 0) as mean_first_order
    from customers
    where first_purchase_on is not null
),

priced as (
    select
        customers.*,
        -- Gamma-Gamma: the customer's own mean, drawn towards the population's as far as few orders leave it open.
        coalesce(
            spend_parameters.p * (spend_parameters.v + customers.frequency * customers.monetary_value)
            / (spend_parameters.p * customers.frequency + spend_parameters.q - 1),
            case when first_orders.mean_first_order > 0 then first_orders.mean_first_order end
        ) as expected_order_value,
        customers.realised_revenue * {{ gross_margin() }} as realised_value,
        coalesce(horizon_revenue.horizon_revenue, cast(customers.realised_revenue as {{ money() }})) * {{ gross_margin() }}
            as realised_horizon_value,
        case
            when customers.first_purchase_on is null then 'No purchase is left after refunds: nothing to predict from.'
            when customers.reason is not null then customers.reason
            when spend_parameters.p is null and coalesce(first_orders.mean_first_order, 0) <= 0 then spend_parameters.reason
        end as why,
        case when customers.frequency = 0 then models_in_use.silent_model end as silent_model
    from customers
    cross join first_orders
    left join models_in_use on customers.channel = models_in_use.segment
    left join spend_parameters on customers.channel = spend_parameters.segment
    left join horizon_revenue on customers.customer_ref = horizon_revenue.customer_ref
),

valued as (
    select
        *,
        cast(realised_value as {{ double() }}) as realised,
        discounted_purchases * expected_order_value * cast({{ gross_margin() }} as {{ double() }}) as predicted_ltv,
        -- A customer past the horizon needs no prediction: the first days are known.
        case
            when T >= {{ var('ltv_horizon_days') }} then 0
            else horizon_purchases * expected_order_value * cast({{ gross_margin() }} as {{ double() }})
        end as predicted_horizon_value
    from priced
)

select
    {{ customer_key('customer_id') }},
    channel,
    acquired_on,
    frequency,
    recency,
    T,
    monetary_value,
    case when silent_model is null then p_alive end as p_alive,
    expected_purchases,
    case when first_purchase_on is not null then expected_order_value end as expected_order_value,
    predicted_ltv,
    cast(realised_value as {{ money() }}) as realised_value,
    realised + predicted_ltv as lifetime_value,
    cast(realised_horizon_value as {{ double() }}) + predicted_horizon_value as horizon_ltv,
    coalesce(
        why,
        case when silent_model is not null then 'p_alive: ' || silent_model || ' cannot tell whether a one-time buyer is gone.' end
    ) as reason
from valued
