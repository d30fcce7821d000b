with typed as (
    {{ typed_rows('customers') }}
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
    -- Nobody's customer is as old as the zero of a clock: such a day stands for none.
    case when acquired_at >= timestamp '1971-01-01' then cast(acquired_at as date) end as acquired_on,
    channel,
    case
        when row_problem is not null then row_problem
        when {{ is_blank_row('customers') }} then 'blank_row'
        when customer_id_key is null or {{ is_zero_id('customer_id_key') }} and (select zero_is_guest from guests)
            then 'missing_customer_id'
        when acquired_at is null and not acquired_at_is_blank then 'unreadable_date'
    end as reason
from typed
