-- The row of this build has the observation end of the marts; where it is missing, the test has nothing to compare.
select runs.run_id
from {{ ref('model_runs') }} as runs
inner join {{ ref('build_context') }} as context on runs.run_id = context.run_id
where runs.observation_end <> context.observation_end or runs.data_fingerprints is null
