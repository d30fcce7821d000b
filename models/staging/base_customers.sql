with raw as (
    {{ raw_rows('customers') }}
),

typed as (
    select
        row_number,
        raw_row,
        cast(customer_id as {{ dbt.type_string() }}) as customer_id,
        cast({{ local_timestamp('acquired_at', raw_type('customers', 'acquired_at')) }} as date) as acquired_on,
        not {{ is_blank('cast(acquired_at as ' ~ dbt.type_string() ~ ')') }} as has_acquired_at,
        nullif(trim(cast(channel as {{ dbt.type_string() }})), '') as channel
    from raw
),

readable as (
    select
        *,
        case
            when {{ is_blank('customer_id') }} then 'missing_customer_id'
            when has_acquired_at and acquired_on is null then 'unreadable_date'
        end as unreadable
    from typed
),

-- A row that names the channel says more than one that does not; the first acquisition is the acquisition.
ranked as (
    select
        *,
        min(channel) over customer <> max(channel) over customer as has_two_channels,
        row_number() over (
            partition by customer_id, unreadable
            order by (channel is null), (acquired_on is null), acquired_on, row_number
        ) as version,
        row_number() over (
            partition by customer_id, unreadable, channel, acquired_on order by row_number
        ) as copy
    from readable
    window customer as (partition by customer_id, unreadable)
)

select
    row_number,
    raw_row,
    customer_id,
    acquired_on,
    channel,
    case
        when unreadable is not null then unreadable
        when copy > 1 then 'exact_duplicate'
        when has_two_channels then 'two_channels'
        when version > 1 then 'conflicting_duplicate'
    end as reason
from ranked
