with observed as (
    select
        {% if var('observation_end') -%}
        date '{{ var('observation_end') }}'
        {%- else -%}
        (select max(ordered_on) from {{ ref('int_purchase_days') }})
        {%- endif %} as observation_end
)

select
    cast({{ dbt.dateadd('day', 1 - var('spend_window_days') | int, 'observation_end') }} as date) as spend_window_start,
    observation_end
from observed
