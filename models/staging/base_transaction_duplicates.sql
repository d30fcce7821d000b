with repeated as (
    {{ rows_of_repeated_ids(ref('base_transactions'), 'raw_transaction_id') }}
),

versions as (
    select * from repeated where reason is null or reason = 'guest_order'
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
