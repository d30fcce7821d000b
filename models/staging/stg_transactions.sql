with transactions as (
    select * from {{ ref('base_transactions') }} where reason is null
),

duplicates as (
    select * from {{ ref('base_transaction_duplicates') }}
),

observed as (
    select * from {{ ref('base_observation_end') }}
),

accepted as (
    select transactions.*
    from transactions
    left join duplicates on transactions.row_key = duplicates.row_key
    where duplicates.row_key is null
        and transactions.ordered_on <= (select observation_end from observed)
)
{%- if var('transaction_grain') == 'line' -%}
,

-- A negative line on a later day than the order's is a return of that day.
dated as (
    select
        *,
        case
            when amount < 0 and ordered_on > min(ordered_on) over (partition by transaction_id) then ordered_on
            else min(ordered_on) over (partition by transaction_id)
        end as booked_on
    from accepted
),

-- Negative lines that leave nothing of the order's day take it back: they stay a refund of their own, which nets, where a sum of
-- zero would be a free order.
judged as (
    select
        *,
        amount < 0 and sum(amount) over (partition by transaction_id, booked_on) = 0 as is_taken_back
    from dated
)

select
    transaction_id,
    customer_id,
    customer_ref,
    cast(sum(amount) as decimal(18, 4)) as amount,
    currency,
    count(*) as lines,
    count(*) > 1 and min(amount) = max(amount) as has_equal_lines,
    count(*) > 2 and 2 * max(amount) = sum(amount) as has_total_line,
    min(min(ordered_at)) over (partition by transaction_id, booked_on) as ordered_at,
    booked_on as ordered_on
from judged
group by transaction_id, customer_id, customer_ref, currency, booked_on, is_taken_back
{%- else %}

select
    -- ids
    transaction_id,
    customer_id,
    customer_ref,

    -- numbers
    amount,
    currency,
    1 as lines,
    false as has_equal_lines,
    false as has_total_line,

    -- dates
    ordered_at,
    ordered_on
from accepted
{%- endif %}
