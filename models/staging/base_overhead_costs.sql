with raw as (
    {{ raw_rows('overhead_costs') }}
),

typed as (
    select
        row_number,
        raw_row,
        cast({{ local_timestamp('cost_date', raw_type('overhead_costs', 'cost_date')) }} as date) as cost_date,
        nullif(trim(cast(channel as {{ dbt.type_string() }})), '') as channel,
        {{ exact_decimal('amount', raw_type('overhead_costs', 'amount')) }} as raw_amount,
        {{ raw_currency('overhead_costs') }} as currency,
        -- A cost has no id: only a row that agrees in every column is a copy.
        row_number() over (partition by {{ json_of('raw_row') }} order by row_number) as copy
    from raw
),

converted as (
    select
        typed.*,
        {{ in_reporting_currency('typed.raw_amount', 'rates.rate') }} as amount
    from typed
    {{ join_rates('typed.currency', 'typed.cost_date') }}
)

select
    row_number,
    raw_row,
    cost_date,
    channel,
    amount,
    currency,
    case
        when cost_date is null then 'unreadable_date'
        when raw_amount is null then 'unreadable_amount'
        when raw_amount < 0 then 'negative_spend'
        when amount is null then 'no_exchange_rate'
        when copy > 1 then 'exact_duplicate'
    end as reason
from converted
