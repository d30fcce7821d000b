{#-
  Warning: the exchange rates are towards another currency than the reporting currency: it has a rate other than 1 itself, or another
  currency, not one that is pegged to it, has always 1. Only asked where there is money in another currency.
-#}
{% macro warn_rates_of_another_base() %}
    {%- set used = '(select currency from ' ~ ref('stg_transactions') ~ ' union select currency from ' ~ ref('stg_ad_spend') ~ ')' -%}
    {%- set all_rates, rates = ref('base_exchange_rates'), ref('stg_exchange_rates') -%}
    {%- set reporting = (var('reporting_currency') or '') | upper -%}
    {%- if not reporting or not input_sources('exchange_rates') %}
    {{ no_warning() }}
    {%- else %}
    select
        'rates_of_another_base' as rule,
        'exchange_rates' as relation,
        sum(row_count) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ joined_texts("currency || ' has the rate ' || cast(rate as " ~ dbt.type_string() ~ ')', 'currency') }} as example,
        'The exchange rates are towards another currency than the reporting currency {{ reporting }}: amounts are converted into that one and added to amounts in this one.' as why,
        'Give the units of {{ reporting }} for one unit of each currency: divide each rate by that of {{ reporting }} where rates are worths in the other currency, or that of {{ reporting }} by each rate where they are units for one of it. Or set reporting_currency to the currency whose rate is 1.' as remedy
    from (
        select currency, min(rate) as rate, count(*) as row_count
        from {{ all_rates }}
        where currency = '{{ reporting }}' and rate > 0 and rate <> 1
        group by currency
        union all
        select rates.currency, min(rates.rate) as rate, count(*) as row_count
        from {{ rates }} as rates
        inner join {{ used }} as used on rates.currency = used.currency
        where rates.currency <> '{{ reporting }}'
            and rates.currency not in ({{ text_list(['PAB', 'BSD', 'BMD', 'CUC', 'USDT', 'USDC', 'GIP', 'FKP', 'SHP', 'IMP', 'JEP', 'GGP', 'FOK', 'LSL', 'NAD', 'SZL', 'BND', 'BTN', 'KID', 'TVD', 'BAM', 'XPF', 'CHE', 'CHW']) }})
        group by rates.currency
        having min(rates.rate) = 1 and max(rates.rate) = 1
    ) as suspicious
    cross join (
        select count(*) as others from {{ used }} as used where currency <> '{{ reporting }}'
    ) as money
    where money.others > 0
    having count(*) > 0
    {%- endif %}
{% endmacro %}
