-- The rows behind a fingerprint are those that input_audit counts as accepted.
select fingerprints.relation, fingerprints.row_count, audit.row_count as accepted
from {{ ref('input_fingerprints') }} as fingerprints
left join {{ ref('input_audit') }} as audit on fingerprints.relation = audit.relation and audit.outcome = 'accepted'
where fingerprints.row_count <> coalesce(audit.row_count, 0)
