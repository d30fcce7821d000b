-- The parameters of this build are in the history as they are in the fits.
select fits.segment, fits.parameter
from (
    select segment, scope, model, parameter, value from {{ ref('purchase_model_fits') }}
    union all
    select segment, scope, model, parameter, value from {{ ref('spend_model_fits') }}
) as fits
left join {{ ref('parameter_history') }} as history
    on history.run_id = (select run_id from {{ ref('build_context') }})
    and fits.segment = history.segment
    and fits.scope = history.scope
    and fits.model = history.model
    and fits.parameter = history.parameter
where history.run_id is null or fits.value <> history.value
