with typed as (
    {{ typed_rows('spend_experiments') }}
),

-- A test has no id: only a row that agrees in every column is a copy.
numbered as (
    select
        *,
        row_number() over (partition by source, row_problem, {{ raw_row_json('spend_experiments') }} order by row_key) as copy
    from typed
),

observed as (
    select * from {{ ref('base_observation_end') }}
)

select
    row_key,
    source,
    row_number,
    raw_row,
    channel,
    cast(starts_on as date) as starts_on,
    cast(ends_on as date) as ends_on,
    case
        when row_problem is not null then row_problem
        when {{ is_blank_row('spend_experiments') }} then 'blank_row'
        when starts_on is null or ends_on is null then 'unreadable_date'
        when channel is null then 'missing_channel'
        when cast(ends_on as date) < cast(starts_on as date) then 'ends_before_it_starts'
        when cast(starts_on as date) > observed.observation_end then 'after_observation_end'
        when copy > 1 then 'exact_duplicate'
    end as reason
from numbered
cross join observed
