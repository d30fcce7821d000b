with observed as (
    select * from {{ ref('base_observation_end') }}
),

judged_transactions as (
    select
        transactions.*,
        case
            when duplicates.reason is not null then duplicates.reason
            when transactions.reason is not null then transactions.reason
            when transactions.ordered_on > observed.observation_end
                then '{{ 'after_observation_end' if var('observation_end') else 'future_order' }}'
        end as judgement
    from {{ ref('base_transactions') }} as transactions
    cross join observed
    left join {{ ref('base_transaction_duplicates') }} as duplicates on transactions.row_key = duplicates.row_key
),

judged_customers as (
    select
        customers.*,
        coalesce(duplicates.reason, customers.reason) as judgement
    from {{ ref('base_customers') }} as customers
    left join {{ ref('base_customer_duplicates') }} as duplicates on customers.row_key = duplicates.row_key
)

{% for relation, rows, reason, amount, customer in [
    ('transactions', 'judged_transactions', 'judgement', 'amount', 'customer_id'),
    ('customers', 'judged_customers', 'judgement', 'null', 'customer_id'),
    ('ad_spend', ref('base_ad_spend'), 'reason', 'spend', 'null'),
    ('exchange_rates', ref('base_exchange_rates'), 'reason', 'null', 'null'),
    ('touchpoints', ref('base_touchpoints'), 'reason', 'null', 'customer_id'),
    ('overhead_costs', ref('base_overhead_costs'), 'reason', 'amount', 'null'),
    ('spend_experiments', ref('base_spend_experiments'), 'reason', 'null', 'null'),
    ('calendar_index', ref('base_calendar_index'), 'reason', 'null', 'null'),
] %}
{{ 'union all' if not loop.first }}

select
    '{{ relation }}' as relation,
    source,
    row_number,
    {{ raw_row_json(relation) }} as raw_row,
    {{ reason }} as reason,
    {{ amount }} as amount,
    cast({{ customer }} as {{ dbt.type_string() }}) as customer_id
from {{ rows }}
where {{ reason }} is not null
{% endfor %}
