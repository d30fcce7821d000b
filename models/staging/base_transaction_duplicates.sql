{% set several_files = has_several_files('transactions') -%}
with repeated as (
    {{ rows_of_repeated_ids(ref('base_transactions'), 'transaction_id_key') }}
),

-- A negative amount under the id of a sale takes the sale back; it is no other version of it.
versions as (
    select
        *,
        amount < 0 and max(amount) over (partition by transaction_id_key) >= 0 as is_refund
    from repeated
    where reason is null or reason = 'guest_order'
),

{% if var('transaction_grain') == 'line' -%}
{% if several_files -%}
-- Exports of times that overlap hold the same lines: the second of two equal lines in one file is another piece, in another file
-- it is the same piece again.
numbered as (
    select
        *,
        {{ raw_row_json('transactions') }} as line_text,
        row_number() over (
            partition by transaction_id_key, amount, source, {{ raw_row_json('transactions') }} order by row_key
        ) as piece
    from versions
),

copied as (
    select
        *,
        row_number() over (partition by transaction_id_key, amount, line_text, piece order by row_key) as copy
    from numbered
),

{% endif -%}
-- Lines of one order belong to one customer, that of the first line.
judged as (
    select
        *,
        false as looks_like_a_line,
        customer_id is not null and customer_id <> first_value(customer_id) over (partition by transaction_id_key order by row_key)
            as is_of_another_customer,
        case
            when coalesce(customer_id, '') <> first_value(coalesce(customer_id, '')) over (
                partition by transaction_id_key order by row_key
            ) then 'conflicting_duplicate'
            {%- if several_files %}
            when copy > 1 then 'exact_duplicate'
            {%- endif %}
        end as duplicate
    from {{ 'copied' if several_files else 'versions' }}
)
{%- else -%}
-- The earliest version stays, then the one with the least money in it: what is appended later never changes what was known.
-- Refunds of one sale stay side by side, all but exact copies.
ranked as (
    select
        *,
        row_number() over version as place,
        row_number() over (
            partition by transaction_id_key, is_refund, ordered_at, amount, coalesce(customer_id, ''), coalesce(currency, '')
            order by row_key
        ) as copy,
        first_value(customer_id) over version as kept_customer_id,
        first_value(ordered_at) over version as kept_ordered_at,
        first_value(amount) over version as kept_amount,
        first_value(currency) over version as kept_currency
    from versions
    window version as (
        partition by transaction_id_key, is_refund
        order by ordered_at, amount, coalesce(customer_id, ''), coalesce(currency, ''), row_key
    )
),

compared as (
    select
        *,
        coalesce(customer_id, '') = coalesce(kept_customer_id, '') as same_customer,
        ordered_at = kept_ordered_at and amount = kept_amount and coalesce(currency, '') = coalesce(kept_currency, '')
            as same_content
    from ranked
),

judged as (
    select
        *,
        not is_refund and place > 1 and same_customer and amount <> kept_amount
            and ordered_on = cast(kept_ordered_at as date) as looks_like_a_line,
        coalesce(not is_refund and customer_id <> kept_customer_id, false) as is_of_another_customer,
        case
            when is_refund and copy > 1 then 'exact_duplicate'
            when is_refund or place = 1 then null
            when same_customer and same_content then 'exact_duplicate'
            else 'conflicting_duplicate'
        end as duplicate
    from compared
)
{%- endif %}

select
    row_key,
    duplicate as reason,
    looks_like_a_line,
    is_of_another_customer
from judged
where duplicate is not null
