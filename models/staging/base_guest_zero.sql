with typed_transactions as (
    {{ typed_rows('transactions', ['customer_id']) }}
),

typed_customers as (
    {{ typed_rows('customers', ['customer_id']) }}
),

ids as (
    {%- for rows, is_buyer in [('typed_transactions', 'true'), ('typed_customers', 'false')] %}
    {{ 'union all' if not loop.first }}
    select customer_id_key as id, {{ is_buyer }} as is_buyer from {{ rows }} where row_problem is null
    {%- endfor %}
),

judged as (
    select *, {{ is_zero_id('id') }} as is_zero, {{ is_short_id('id') }} as is_short from ids
),

counted as (
    select
        sum(case when is_buyer and is_zero then 1 else 0 end) as rows_of_zero,
        sum(case when is_buyer and is_short then 1 else 0 end) as rows_of_others,
        count(distinct case when is_buyer and is_short then id end) as others,
        sum(case when not is_buyer and is_zero then 1 else 0 end) as customers_of_zero,
        sum(case when not is_buyer and is_short then 1 else 0 end) as other_customers
    from judged
)

-- Ids that are counted from 0 have a customer 0, who buys as the others do and is among the customers as they are.
select
    {{ "true" if '0' in placeholder_ids() else "false" }}
    and coalesce(rows_of_zero, 0) > 0
    and (
        others = 0
        or customers_of_zero = 0 and other_customers > 0
        or rows_of_zero >= 10 and rows_of_zero * others >= 10 * rows_of_others
    ) as zero_is_guest
from counted
