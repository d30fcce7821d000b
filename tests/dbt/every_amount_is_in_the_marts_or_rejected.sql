-- Money that came in as orders and refunds is some customer's revenue, or stands in rejected_rows.
with totals as (
    select
        (select coalesce(sum(amount), 0) from {{ ref('base_transactions') }}) as money_in,
        (select coalesce(sum(realised_value), 0) from {{ ref('customer_ltv') }}) as value_in_marts,
        (select coalesce(sum(amount), 0) from {{ ref('stg_transactions') }}) as accepted,
        (select coalesce(sum(amount), 0) from {{ ref('rejected_rows') }} where relation = 'transactions') as rejected
)

select *
from totals
where money_in <> accepted + rejected or value_in_marts <> accepted * {{ gross_margin() }}
