-- model_choice names the model whose parameters each segment has.
with fits as (
    select distinct segment, model from {{ ref('purchase_model_fits') }}
)

select
    fits.segment,
    fits.model as fitted,
    choices.model as chosen
from fits
full join {{ ref('model_choice') }} as choices on fits.segment = choices.segment
where fits.model is distinct from choices.model
