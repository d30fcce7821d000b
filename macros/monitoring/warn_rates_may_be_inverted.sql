{#-
  Warning: a rate is more than eight times, or less than an eighth of, what its currency is usually worth (usual_rates), and upside down it
  would be about that. Or the orders of a currency are, converted, on average more than thirty times as large, or as small, as
  all others, and the other way round the rate would bring them nearer. One such rate makes the whole table doubtful, and so a currency in
  which there is no money is looked at too.
-#}
{% macro warn_rates_may_be_inverted() %}
    {%- set transactions, rates, reporting = ref('stg_transactions'), ref('stg_exchange_rates'), var('reporting_currency') -%}
    {%- if not reporting or not input_sources('exchange_rates') %}
    {{ no_warning() }}
    {%- else %}
    {%- set reporting = reporting | upper -%}
    {%- set usual = usual_rates() %}
    select
        'rates_may_be_inverted' as rule,
        'exchange_rates' as relation,
        coalesce(orders, 0) as row_count,
        revenue as amount,
        currency || ': ' || rate || case
            when is_unusual then ', usually near ' || cast(usual_rate as {{ dbt.type_string() }})
            else ', orders of ' || round(mean, 2) || ' on average, all others ' || round(other_mean, 2)
        end as example,
        'The rate, or what orders in this currency come to by it, is out of all proportion: it may be upside down, and others of the table with it.' as why,
        'A rate is how many units of the reporting currency one unit of the other is worth ({{ reporting }} for 1 ' || currency || '). If it is right, nothing.' as remedy
    from (
        select
            *,
            coalesce(
                rate > 8 * usual_rate and 1 / rate between usual_rate / 3 and usual_rate * 3
                or rate < usual_rate / 8 and 1 / rate between usual_rate / 3 and usual_rate * 3,
                false
            ) as is_unusual
        from (
            select
                rate_of_currency.currency,
                rate_of_currency.rate,
                orders_of_currency.orders,
                orders_of_currency.revenue,
                orders_of_currency.revenue / orders_of_currency.orders as mean,
                (sum(orders_of_currency.revenue) over () - orders_of_currency.revenue)
                    / nullif(sum(orders_of_currency.orders) over () - orders_of_currency.orders, 0) as other_mean,
                {% if reporting in usual -%}
                case rate_of_currency.currency
                    {%- for code, worth in usual.items() if code != reporting %}
                    when '{{ code }}' then cast({{ '%.4g' | format(worth / usual[reporting]) }} as {{ double() }})
                    {%- endfor %}
                end
                {%- else -%}
                cast(null as {{ double() }})
                {%- endif %} as usual_rate
            from (select currency, max(rate) as rate from {{ rates }} group by currency) as rate_of_currency
            left join (
                select currency, count(*) as orders, sum(amount) as revenue
                from {{ transactions }} where amount > 0 and currency is not null group by currency
            ) as orders_of_currency on rate_of_currency.currency = orders_of_currency.currency
        ) as means
    ) as judged
    where currency <> '{{ reporting }}'
        and (is_unusual or orders >= 5 and other_mean > 0 and (mean > 30 * other_mean and rate > 1 or other_mean > 30 * mean and rate < 1))
    {%- endif %}
{% endmacro %}
