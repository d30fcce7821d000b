{#-
  Warning: orders or spend are converted at a rate that is long past: more than a month and twice as long as rates of the currency
  ever lasted before, or more than a year; where the currency has one rate only, more than two years.
-#}
{% macro warn_rates_are_old() %}
    {%- set rates, transactions, ad_spend = ref('stg_exchange_rates'), ref('stg_transactions'), ref('stg_ad_spend') -%}
    {%- if not var('reporting_currency') or not input_sources('exchange_rates') %}
    {{ no_warning() }}
    {%- else %}
    select
        'rates_are_old' as rule,
        'exchange_rates' as relation,
        cast(sum(converted.row_count) as bigint) as row_count,
        sum(converted.amount) as amount,
        newest.currency || ': the last rate is of ' || newest.valid_from || ', money came until ' || max(converted.day) as example,
        'The newest rate of this currency is old, and all later money is converted at it.' as why,
        'Add newer rates to exchange_rates; where a rate still holds, repeat it with a newer valid_from.' as remedy
    from (
        select currency, max(valid_from) as valid_from, max({{ days_between('valid_from', 'valid_until') }}) as longest
        from {{ rates }}
        group by currency
    ) as newest
    inner join (
        select currency, ordered_on as day, count(*) as row_count, sum(amount) as amount
        from {{ transactions }} group by currency, ordered_on
        union all
        select currency, spend_date as day, count(*) as row_count, sum(spend) as amount
        from {{ ad_spend }} group by currency, spend_date
    ) as converted on newest.currency = converted.currency and converted.day > newest.valid_from
    where newest.currency <> '{{ var('reporting_currency') | upper }}'
        and {{ days_between('newest.valid_from', 'converted.day') }} > case when newest.longest is null then 730 else least(365, greatest(31, 2 * newest.longest)) end
    group by newest.currency, newest.valid_from
    {%- endif %}
{% endmacro %}
