with typed as (
    {{ typed_rows('transactions') }}
),

guests as (
    select * from {{ ref('base_guest_zero') }}
),

converted as (
    select
        typed.*,
        cast(typed.ordered_at as date) as ordered_on,
        {{ in_reporting_currency('typed.amount', 'rates.rate') }} as converted_amount
    from typed
    {{ join_rates('typed.currency', 'cast(typed.ordered_at as date)') }}
)

select
    row_key,
    source,
    row_number,
    raw_row,
    transaction_id,
    transaction_id_key,
    customer_id,
    customer_id_key as customer_ref,
    ordered_at,
    ordered_on,
    converted_amount as amount,
    currency,
    case
        when row_problem is not null then row_problem
        when transaction_id is null and customer_id is null and ordered_at is null and amount is not null then 'row_of_totals'
        when transaction_id is null then case when {{ is_blank_row('transactions') }} then 'blank_row' else 'missing_transaction_id' end
        when ordered_at is null then 'unreadable_date'
        when amount is null then 'unreadable_amount'
        when converted_amount is null then 'no_exchange_rate'
        when amount_is_refunded then 'fully_refunded'
        when customer_id_key is null or {{ is_zero_id('customer_id_key') }} and (select zero_is_guest from guests)
            then 'guest_order'
    end as reason
from converted
