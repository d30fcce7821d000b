with transactions as (
    select * from {{ ref('base_transactions') }}
),

duplicates as (
    select * from {{ ref('base_transaction_duplicates') }}
),

observed as (
    select * from {{ ref('base_observation_end') }}
),

judged_transactions as (
    select
        transactions.row_number,
        transactions.raw_row,
        transactions.amount,
        case
            when duplicates.reason is not null then duplicates.reason
            when transactions.reason is not null then transactions.reason
            when transactions.ordered_on > observed.observation_end then 'after_observation_end'
        end as reason
    from transactions
    cross join observed
    left join duplicates on transactions.row_number = duplicates.row_number
),

judged_customers as (
    select
        customers.row_number,
        customers.raw_row,
        coalesce(duplicates.reason, customers.reason) as reason
    from {{ ref('base_customers') }} as customers
    left join {{ ref('base_customer_duplicates') }} as duplicates on customers.row_number = duplicates.row_number
)

select 'transactions' as relation, row_number, {{ json_of('raw_row') }} as raw_row, reason, amount
from judged_transactions
where reason is not null

union all

select 'customers', row_number, {{ json_of('raw_row') }}, reason, null
from judged_customers
where reason is not null

{% for relation, amount in [
    ('ad_spend', 'spend'), ('exchange_rates', 'null'), ('touchpoints', 'null'), ('overhead_costs', 'amount')
] %}
union all

select '{{ relation }}', row_number, {{ json_of('raw_row') }}, reason, {{ amount }}
from {{ ref('base_' ~ relation) }}
where reason is not null
{% endfor %}
