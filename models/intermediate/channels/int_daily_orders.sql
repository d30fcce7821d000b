with observed as (
    select * from {{ ref('int_observation_window') }}
),

by_customer as (
    select
        transactions.ordered_on,
        transactions.customer_ref,
        transactions.amount,
        count(*) as orders
    from {{ ref('stg_transactions') }} as transactions
    cross join observed
    where transactions.ordered_on > {{ dbt.dateadd('day', -77, 'observed.observation_end') }}
    group by transactions.ordered_on, transactions.customer_ref, transactions.amount
),

copies as (
    select
        transactions.ordered_on,
        count(*) as copies
    from {{ ref('base_transaction_duplicates') }} as duplicates
    inner join {{ ref('base_transactions') }} as transactions on duplicates.row_key = transactions.row_key
    cross join observed
    where duplicates.reason = 'exact_duplicate'
        and transactions.ordered_on > {{ dbt.dateadd('day', -77, 'observed.observation_end') }}
    group by transactions.ordered_on
)

select
    by_customer.ordered_on,
    cast(sum(by_customer.orders) as bigint) as orders,
    cast(sum(by_customer.orders - 1) as bigint) as repeated_orders,
    cast(coalesce(max(copies.copies), 0) as bigint) as rejected_copies
from by_customer
left join copies on by_customer.ordered_on = copies.ordered_on
group by by_customer.ordered_on
