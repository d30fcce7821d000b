with transactions as (
    select * from {{ ref('base_transactions') }} where reason is null
),

duplicates as (
    select * from {{ ref('base_transaction_duplicates') }}
),

observed as (
    select * from {{ ref('base_observation_end') }}
)

select
    -- ids
    transactions.transaction_id,
    transactions.customer_id,
    transactions.customer_ref,

    -- numbers
    transactions.amount,
    transactions.currency,

    -- dates
    transactions.ordered_at,
    transactions.ordered_on
from transactions
left join duplicates on transactions.row_number = duplicates.row_number
where duplicates.row_number is null
    and transactions.ordered_on <= (select observation_end from observed)
