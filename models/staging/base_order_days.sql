with transactions as (
    select
        *,
        case when {{ is_scientific('transaction_id') }} then transaction_id end as scientific_id
    from {{ ref('base_transactions') }}
),

duplicates as (
    select * from {{ ref('base_transaction_duplicates') }}
)

select
    coalesce(duplicates.reason, transactions.reason) as reason,
    transactions.ordered_on,
    count(*) as row_count,

    -- what the rules of input_warnings ask of all rows, which are read here in any case
    min(transactions.ordered_at) as first_order_at,
    max(transactions.ordered_at) as last_order_at,
    min(transactions.currency) as first_currency,
    max(transactions.currency) as last_currency,
    sum(transactions.amount) as amount,
    max(transactions.amount) as largest_amount,
    sum(case when transactions.amount <> round(transactions.amount, 0) then 1 else 0 end) as fractional_rows,
    sum(case when abs(transactions.amount) >= 1000 then 1 else 0 end) as large_rows,
    sum(case when transactions.amount < 0 then 1 else 0 end) as negative_rows,
    sum(case when transactions.amount <> 0 and transactions.amount = round(transactions.amount, 0) then 1 else 0 end) as whole_rows,
    sum(case when transactions.amount <> 0 and transactions.amount % 100 = 0 then 1 else 0 end) as hundreds_rows,
    sum(case when transactions.amount <> 0 then {{ digits('transactions.amount') }} else 0 end) as all_digits,
    sum(case when transactions.amount <> round(transactions.amount, 0) then {{ digits('transactions.amount') }} else 0 end) as fractional_digits,
    sum(case when transactions.amount <> round(transactions.amount, 2) then 1 else 0 end) as finer_rows,
    min(case when transactions.amount > 0 and transactions.amount = round(transactions.amount, 0) then transactions.amount end) as smallest_whole,
    max(case when transactions.amount <> round(transactions.amount, 0) then transactions.amount end) as largest_fractional,
    max(transactions.scientific_id) as a_scientific_id,
    count(transactions.scientific_id) as scientific_ids
from transactions
left join duplicates on transactions.row_key = duplicates.row_key
group by coalesce(duplicates.reason, transactions.reason), transactions.ordered_on
