{#-
  Warning: the orders of one currency are, converted, on average more than thirty times as large, or as small, as those of another,
  and the other way round the rate would bring them nearer. Only asked where there are exchange rates.
-#}
{% macro warn_rates_may_be_inverted() %}
    {%- set transactions, rates = ref('stg_transactions'), ref('stg_exchange_rates') -%}
    {%- if not var('reporting_currency') or not input_sources('exchange_rates') %}
    {{ no_warning() }}
    {%- else %}
    select
        'rates_may_be_inverted' as rule,
        'exchange_rates' as relation,
        orders as row_count,
        revenue as amount,
        currency || ': ' || rate || ', orders of ' || round(mean, 2) || ' on average, all others ' || round(other_mean, 2) as example,
        'Converted, orders in this currency are out of all proportion to the others: the rate may be upside down.' as why,
        'A rate is how many units of the reporting currency one unit of the other is worth ({{ var('reporting_currency') | upper }} for 1 ' || currency || '). If it is right, nothing.' as remedy
    from (
        select
            orders_of_currency.*,
            rate_of_currency.rate,
            revenue / orders as mean,
            (sum(revenue) over () - revenue) / nullif(sum(orders) over () - orders, 0) as other_mean
        from (
            select currency, count(*) as orders, sum(amount) as revenue
            from {{ transactions }} where amount > 0 and currency is not null group by currency
        ) as orders_of_currency
        inner join (select currency, max(rate) as rate from {{ rates }} group by currency) as rate_of_currency
            on orders_of_currency.currency = rate_of_currency.currency
    ) as means
    where orders >= 5 and currency <> '{{ var('reporting_currency') | upper }}' and other_mean > 0
        and (mean > 30 * other_mean and rate > 1 or other_mean > 30 * mean and rate < 1)
    {%- endif %}
{% endmacro %}
