with states as (
    select * from {{ ref('int_rfm_states') }}
),

models_in_use as (
    select distinct segment, model from {{ ref('purchase_model_fits') }}
)

select states.*
from states
inner join models_in_use on states.channel = models_in_use.segment
{%- if var('engine') == 'native' %}
-- Those two int_customer_predictions writes out itself; the reference engine gives its own answer for all.
where models_in_use.model not in ('bg_nbd', 'mbg_nbd')
{%- endif %}
