with raw as (
    {{ raw_rows('transactions') }}
),

typed as (
    select
        row_number,
        raw_row,
        transaction_id as raw_transaction_id,
        cast(transaction_id as {{ dbt.type_string() }}) as transaction_id,
        customer_id as raw_customer_id,
        cast(customer_id as {{ customer_ref_type() }}) as customer_ref,
        cast(customer_id as {{ dbt.type_string() }}) as customer_id,
        {{ local_timestamp('ordered_at', raw_type('transactions', 'ordered_at')) }} as ordered_at,
        {{ exact_decimal('amount', raw_type('transactions', 'amount')) }} as raw_amount,
        {{ raw_currency('transactions') }} as currency
    from raw
),

converted as (
    select
        typed.*,
        cast(typed.ordered_at as date) as ordered_on,
        {{ in_reporting_currency('typed.raw_amount', 'rates.rate') }} as amount
    from typed
    {{ join_rates('typed.currency', 'cast(typed.ordered_at as date)') }}
)

select
    row_number,
    raw_row,
    raw_transaction_id,
    transaction_id,
    customer_ref,
    customer_id,
    ordered_at,
    ordered_on,
    amount,
    currency,
    case
        when {{ is_blank('raw_transaction_id', raw_type('transactions', 'transaction_id')) }} then 'missing_transaction_id'
        when ordered_at is null then 'unreadable_date'
        when raw_amount is null then 'unreadable_amount'
        when amount is null then 'no_exchange_rate'
        when {{ is_blank('raw_customer_id', raw_type('transactions', 'customer_id')) }} then 'guest_order'
    end as reason
from converted
