with states as (
    select * from {{ ref('int_rfm_states') }}
),

calendar as (
    select * from {{ ref('shop_calendar') }}
),

models_in_use as (
    select distinct segment, model from {{ ref('purchase_model_fits') }}
)

select states.*
from states
inner join models_in_use on states.channel = models_in_use.segment
{%- if var('engine') == 'native' %}
-- Models with a closed form: int_customer_predictions computes p_alive. `engine: lifetimes` answers every state itself, and on
-- the calendar's clock a state's times are no whole days.
where (select coalesce(max(case when in_use then 1 else 0 end), 0) from calendar) = 1
    or models_in_use.model not in ('{{ purchase_models_with('closed_form_p_alive').keys() | join("', '") }}')
{%- endif %}
