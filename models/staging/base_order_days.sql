with transactions as (
    select * from {{ ref('base_transactions') }}
),

duplicates as (
    select * from {{ ref('base_transaction_duplicates') }}
)

select
    coalesce(duplicates.reason, transactions.reason) as reason,
    transactions.ordered_on,
    count(*) as row_count
from transactions
left join duplicates on transactions.row_key = duplicates.row_key
group by coalesce(duplicates.reason, transactions.reason), transactions.ordered_on
