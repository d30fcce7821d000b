{#- The models whose p_alive int_predicted_customers writes out; any other, and the reference engine, answer in Python. -#}
{% set closed_forms = ['bg_nbd', 'mbg_nbd'] if var('engine') == 'native' else ['none'] %}

with states as (
    select * from {{ ref('int_rfm_states') }}
),

models_in_use as (
    select distinct segment, model from {{ ref('purchase_model_fits') }}
)

select states.*
from states
inner join models_in_use on states.channel = models_in_use.segment
where models_in_use.model not in ('{{ closed_forms | join("', '") }}')
