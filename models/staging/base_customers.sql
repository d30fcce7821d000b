with raw as (
    {{ raw_rows('customers') }}
),

typed as (
    select
        row_number,
        raw_row,
        customer_id as raw_customer_id,
        cast(customer_id as {{ customer_ref_type() }}) as customer_ref,
        cast(customer_id as {{ dbt.type_string() }}) as customer_id,
        acquired_at as raw_acquired_at,
        cast({{ local_timestamp('acquired_at', raw_type('customers', 'acquired_at')) }} as date) as acquired_on,
        nullif(trim(cast(channel as {{ dbt.type_string() }})), '') as channel
    from raw
)

select
    row_number,
    raw_row,
    raw_customer_id,
    customer_ref,
    customer_id,
    acquired_on,
    channel,
    case
        when {{ is_blank('raw_customer_id', raw_type('customers', 'customer_id')) }} then 'missing_customer_id'
        when acquired_on is null and not ({{ is_blank('raw_acquired_at', raw_type('customers', 'acquired_at')) }})
            then 'unreadable_date'
    end as reason
from typed
