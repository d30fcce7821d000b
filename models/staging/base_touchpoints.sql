with raw as (
    {{ raw_rows('touchpoints') }}
),

typed as (
    select
        row_number,
        raw_row,
        cast(customer_id as {{ customer_ref_type() }}) as customer_ref,
        cast(customer_id as {{ dbt.type_string() }}) as customer_id,
        {{ local_timestamp('touched_at', raw_type('touchpoints', 'touched_at')) }} as touched_at,
        nullif(trim(cast(channel as {{ dbt.type_string() }})), '') as channel,
        -- A contact has no id: only a row that agrees in every column is a copy.
        row_number() over (partition by {{ json_of('raw_row') }} order by row_number) as copy
    from raw
),

observed as (
    select * from {{ ref('base_observation_end') }}
)

select
    row_number,
    raw_row,
    customer_ref,
    customer_id,
    touched_at,
    channel,
    case
        when {{ is_blank('customer_id') }} then 'missing_customer_id'
        when touched_at is null then 'unreadable_date'
        when channel is null then 'missing_channel'
        when cast(touched_at as date) > observed.observation_end then 'after_observation_end'
        when copy > 1 then 'exact_duplicate'
    end as reason
from typed
cross join observed
