with raw as (
    {{ raw_rows('ad_spend') }}
),

typed as (
    select
        row_number,
        raw_row,
        cast({{ local_timestamp('spend_date', raw_type('ad_spend', 'spend_date')) }} as date) as spend_date,
        nullif(trim(cast(channel as {{ dbt.type_string() }})), '') as channel,
        {{ exact_decimal('spend', raw_type('ad_spend', 'spend')) }} as raw_spend,
        {{ raw_currency('ad_spend') }} as currency,
        -- A row of spend has no id: only a row that agrees in every column is a copy.
        row_number() over (partition by {{ json_of('raw_row') }} order by row_number) as copy
    from raw
),

converted as (
    select
        typed.*,
        {{ in_reporting_currency('typed.raw_spend', 'rates.rate') }} as spend
    from typed
    {{ join_rates('typed.currency', 'typed.spend_date') }}
)

select
    row_number,
    raw_row,
    spend_date,
    channel,
    spend,
    currency,
    case
        when channel is null then 'missing_channel'
        when spend_date is null then 'unreadable_date'
        when raw_spend is null then 'unreadable_amount'
        when raw_spend < 0 then 'negative_spend'
        when spend is null then 'no_exchange_rate'
        when copy > 1 then 'exact_duplicate'
    end as reason
from converted
