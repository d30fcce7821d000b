with typed as (
    {{ typed_rows('touchpoints') }}
),

-- A contact has no id: only a row that agrees in every column is a copy.
numbered as (
    select
        *,
        row_number() over (partition by source, row_problem, {{ raw_row_json('touchpoints') }} order by row_key) as copy
    from typed
),

observed as (
    select * from {{ ref('base_observation_end') }}
),

guests as (
    select * from {{ ref('base_guest_zero') }}
)

select
    row_key,
    source,
    row_number,
    raw_row,
    customer_id_key as customer_ref,
    customer_id,
    touched_at,
    channel,
    case
        when row_problem is not null then row_problem
        when {{ is_blank_row('touchpoints') }} then 'blank_row'
        when customer_id_key is null or {{ is_zero_id('customer_id_key') }} and (select zero_is_guest from guests)
            then 'missing_customer_id'
        when touched_at is null then 'unreadable_date'
        when channel is null then 'missing_channel'
        when cast(touched_at as date) > observed.observation_end then 'after_observation_end'
        when copy > 1 then 'exact_duplicate'
    end as reason
from numbered
cross join observed
