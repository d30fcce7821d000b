select distinct
    channel,
    frequency,
    T
from {{ ref('int_rfm_states') }}
