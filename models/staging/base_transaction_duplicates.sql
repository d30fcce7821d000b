with transactions as (
    select * from {{ ref('base_transactions') }}
),

-- Few ids repeat: they are found by themselves, in the type they came in, and only their rows are looked at closely.
repeated_ids as (
    select raw_transaction_id from transactions group by raw_transaction_id having count(*) > 1
),

versions as (
    select transactions.*
    from transactions
    inner join repeated_ids on transactions.raw_transaction_id = repeated_ids.raw_transaction_id
    where transactions.reason is null or transactions.reason = 'guest_order'
),

-- The earliest version stays, then the one with the least money in it: what is appended later never changes what was known.
ranked as (
    select
        *,
        first_value(row_number) over version as kept_row_number,
        first_value(customer_id) over version as kept_customer_id,
        first_value(ordered_at) over version as kept_ordered_at,
        first_value(amount) over version as kept_amount,
        first_value(currency) over version as kept_currency
    from versions
    window version as (
        partition by transaction_id
        order by ordered_at, amount, coalesce(customer_id, ''), coalesce(currency, ''), row_number
    )
)

select
    row_number,
    case
        when ordered_at = kept_ordered_at
            and amount = kept_amount
            and coalesce(customer_id, '') = coalesce(kept_customer_id, '')
            and coalesce(currency, '') = coalesce(kept_currency, '')
            then 'exact_duplicate'
        else 'conflicting_duplicate'
    end as reason
from ranked
where row_number <> kept_row_number
