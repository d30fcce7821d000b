{% set closed_forms = purchase_models_with('closed_form_p_alive') %}

with customers as (
    select * from {{ ref('int_model_histories') }}
),

state_predictions as (
    select * from {{ ref('state_predictions') }}
),

state_survival as (
    select * from {{ ref('state_survival') }}
),

purchase_parameters as (
    select
        segment,
        {%- for parameter in (closed_forms.values() | list | first)['parameters'] %}
        max(value) filter (where parameter = '{{ parameter }}') as {{ parameter }},
        {%- endfor %}
        max(
            case model
                {%- for model, facts in closed_forms.items() %}
                when '{{ model }}' then {{ facts['first_chance'] }}
                {%- endfor %}
            end
        ) as first_chance
    from {{ ref('purchase_model_fits') }}
    group by segment
),

survival as (
    select
        customers.*,
        {{ p_alive_closed_form('customers.frequency', 'customers.recency', 'customers.T', 'purchase_parameters') }}
            as closed_form
    from customers
    left join purchase_parameters on customers.channel = purchase_parameters.segment
),

predicted as (
    select
        survival.*,
        coalesce(state_survival.p_alive, {{ keep_bits('survival.closed_form') }}) as p_alive,
        state_predictions.purchases_if_alive,
        state_predictions.discounted_purchases_if_alive,
        state_predictions.horizon_purchases_if_alive,
        coalesce(state_predictions.reason, state_survival.reason) as reason
    from survival
    left join state_predictions
        on survival.channel = state_predictions.channel
        and survival.model_frequency = state_predictions.frequency
        and survival.T = state_predictions.t
    left join state_survival
        on survival.channel = state_survival.channel
        and survival.model_frequency = state_survival.frequency
        and survival.model_recency = state_survival.recency
        and survival.T = state_survival.t
)

select
    customer_ref,
    customer_id,
    channel,
    acquired_on,
    first_purchase_on,
    frequency,
    recency,
    T,
    monetary_value,
    realised_revenue,
    case when reason is null then p_alive end as p_alive,
    case when reason is null then p_alive * purchases_if_alive end as expected_purchases,
    case when reason is null then p_alive * discounted_purchases_if_alive end as discounted_purchases,
    case when reason is null then p_alive * horizon_purchases_if_alive end as horizon_purchases,
    reason
from predicted
