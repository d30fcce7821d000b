-- What build_context says is what the marts were made from.
select context.*
from {{ ref('build_context') }} as context
cross join {{ ref('int_observation_window') }} as observation_window
where context.observation_end <> observation_window.observation_end
    or context.spend_window_start <> observation_window.spend_window_start
    or context.data_as_of > context.observation_end
