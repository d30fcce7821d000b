with raw as (
    {{ raw_rows('exchange_rates') }}
),

typed as (
    select
        row_number,
        raw_row,
        upper(trim(cast(currency as {{ dbt.type_string() }}))) as currency,
        cast({{ local_timestamp('valid_from', raw_type('exchange_rates', 'valid_from')) }} as date) as valid_from,
        {{ exact_decimal('rate', raw_type('exchange_rates', 'rate'), precision=20, scale=10) }} as rate
    from raw
),

-- Two different rates for one currency and day: neither can be taken without a guess.
counted as (
    select
        *,
        count(*) over (partition by currency, valid_from, rate) as same_rates,
        count(*) over (partition by currency, valid_from) as rates_of_day,
        row_number() over (partition by currency, valid_from, rate order by row_number) as copy
    from typed
)

select
    row_number,
    raw_row,
    currency,
    valid_from,
    rate,
    case
        when {{ is_blank('currency') }} then 'missing_currency'
        when valid_from is null then 'unreadable_date'
        when rate is null or rate <= 0 then 'unreadable_rate'
        when rates_of_day > same_rates then 'conflicting_duplicate'
        when copy > 1 then 'exact_duplicate'
    end as reason
from counted
