with transactions as (
    select * from {{ ref('base_transactions') }}
),

duplicates as (
    select * from {{ ref('base_transaction_duplicates') }}
),

judged_transactions as (
    select
        transactions.row_number,
        transactions.raw_row,
        transactions.amount,
        {%- if var('observation_end') %}
        case
            when duplicates.reason is not null then duplicates.reason
            when transactions.reason is not null then transactions.reason
            when transactions.ordered_on > date '{{ var('observation_end') }}' then 'after_observation_end'
        end as reason
        {%- else %}
        coalesce(duplicates.reason, transactions.reason) as reason
        {%- endif %}
    from transactions
    left join duplicates on transactions.row_number = duplicates.row_number
),

judged as (
    select 'transactions' as relation, row_number, raw_row, amount, reason from judged_transactions
    union all
    select 'customers', row_number, raw_row, cast(null as decimal(18, 4)), reason from {{ ref('base_customers') }}
    union all
    select 'ad_spend', row_number, raw_row, spend, reason from {{ ref('base_ad_spend') }}
    union all
    select 'exchange_rates', row_number, raw_row, cast(null as decimal(18, 4)), reason from {{ ref('base_exchange_rates') }}
)

select
    relation,
    row_number,
    raw_row,
    reason,
    amount
from judged
where reason is not null
