{#- Warning: an exchange rate is five times, or a fifth of, the one before it: a slip, or the rate the other way round for a while. -#}
{% macro warn_rates_jump() %}
    select
        'rates_jump' as rule,
        'exchange_rates' as relation,
        count(*) as row_count,
        cast(null as {{ money() }}) as amount,
        currency || ': ' || min(cast(valid_from as {{ dbt.type_string() }}) || ' ' || rate || ' after ' || rate_before) as example,
        'The rate of this currency jumps: amounts of these days are converted out of all proportion to those before.' as why,
        'Correct the rate of that day in exchange_rates; if the currency did change so, nothing.' as remedy
    from (
        select
            currency,
            valid_from,
            rate,
            lag(rate) over (partition by currency order by valid_from) as rate_before
        from {{ ref('stg_exchange_rates') }}
    ) as rates
    where rate >= 5 * rate_before or rate_before >= 5 * rate
    group by currency
{% endmacro %}
