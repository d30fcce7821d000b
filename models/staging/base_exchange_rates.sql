with typed as (
    {{ typed_rows('exchange_rates') }}
),

dated as (
    select
        *,
        cast(valid_from as date) as valid_on
    from typed
    where row_problem is null and rate > 0
),

-- Two different rates for one currency and day: neither can be taken without a guess.
counted as (
    select
        row_key,
        count(*) over (partition by currency, valid_on, rate) as same_rates,
        count(*) over (partition by currency, valid_on) as rates_of_day,
        row_number() over (partition by currency, valid_on, rate order by row_key) as copy
    from dated
)

select
    typed.row_key,
    typed.source,
    typed.row_number,
    typed.raw_row,
    typed.currency,
    cast(typed.valid_from as date) as valid_from,
    typed.rate,
    case
        when typed.row_problem is not null then typed.row_problem
        when {{ is_blank_row('exchange_rates', 'typed') }} then 'blank_row'
        when typed.currency is null then 'missing_currency'
        when typed.valid_from is null then 'unreadable_date'
        when typed.rate is null or typed.rate <= 0 then 'unreadable_rate'
        {%- if var('reporting_currency') %}
        when typed.currency = {{ quoted_text(var('reporting_currency') | upper) }} and typed.rate <> 1 then 'unreadable_rate'
        {%- endif %}
        when counted.rates_of_day > counted.same_rates then 'conflicting_duplicate'
        when counted.copy > 1 then 'exact_duplicate'
    end as reason
from typed
left join counted on typed.row_key = counted.row_key
