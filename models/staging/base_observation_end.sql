{% if var('observation_end') -%}
select date '{{ var('observation_end') }}' as observation_end
{%- else -%}
with transactions as (
    select * from {{ ref('base_transactions') }} where reason is null
),

duplicates as (
    select * from {{ ref('base_transaction_duplicates') }}
)

select max(transactions.ordered_on) as observation_end
from transactions
left join duplicates on transactions.row_number = duplicates.row_number
where duplicates.row_number is null
{%- endif %}
