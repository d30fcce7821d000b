with cut_offs as (
    select * from {{ ref('int_backtest_cut_offs') }}
),

customers as (
    select * from {{ ref('int_backtest_customers') }}
),

with_refunds as (
    select netted.*
    from {{ ref('int_refund_netting') }} as netted
    inner join customers on netted.customer_ref = customers.customer_ref
),

customers_with_refunds as (
    select distinct customer_ref from with_refunds
),

-- Whoever never had a refund was netted by none at any date.
other_days as (
    select purchase_days.*
    from {{ ref('int_purchase_days') }} as purchase_days
    inner join customers on purchase_days.customer_ref = customers.customer_ref
    left join customers_with_refunds on purchase_days.customer_ref = customers_with_refunds.customer_ref
    where customers_with_refunds.customer_ref is null
)
{%- for days_back in backtest_cut_offs() %}
{%- set known = '(select * from with_refunds where ordered_on <= ' ~ cut_off_of('cut_offs', days_back) ~ ')' %}
{{ ',' if loop.first }}

days_{{ days_back }} as (
    {{ netted_purchase_days('(' ~ refund_netting(known) ~ ')') }}
){{ ',' if not loop.last }}
{%- endfor %}

{% for days_back in backtest_cut_offs() %}
select
    {{ days_back }} as days_back,
    customer_ref,
    ordered_on,
    value,
    revenue,
    is_purchase_day,
    cast(orders as integer) as orders
from days_{{ days_back }}

union all
{% endfor %}
select
    cut_offs.days_back,
    other_days.customer_ref,
    other_days.ordered_on,
    other_days.value,
    other_days.revenue,
    other_days.is_purchase_day,
    other_days.orders
from other_days
inner join cut_offs on other_days.ordered_on <= cut_offs.cut_off
