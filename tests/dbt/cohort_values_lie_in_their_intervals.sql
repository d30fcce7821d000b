-- What is expected of a cohort lies within its 90 % interval.
select *
from {{ ref('cohort_value_curves') }}
where value < value_low or value > value_high
