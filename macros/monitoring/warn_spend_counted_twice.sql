{#-
  Warning: two files of ad spend tell the same money: in the months that both have, a channel of one costs what a channel of the
  other costs (a report by campaign and one of the account, days and months). Under two names only costs that vary are compared.
-#}
{% macro warn_spend_counted_twice() %}
    {%- set plain = replaced('lower({})', '[^[:alnum:]]+', every=true) -%}
    {%- set month = dbt.date_trunc('month', 'spend_date') -%}
    {%- set of_months -%}
        (
            select source, channel, {{ month }} as spend_month, sum(spend) as spend, count(*) as row_count
            from {{ ref('base_ad_spend') }} where reason is null group by source, channel, {{ month }}
        )
    {%- endset %}
    select
        'spend_counted_twice' as rule,
        'ad_spend' as relation,
        cast(sum(other_rows) as bigint) as row_count,
        sum(other_spend) as amount,
        one_source || ' and ' || other_source || ': ' || one_channel || case when one_channel = other_channel then '' else ' is ' || other_channel end as example,
        'Both files have the same spend in ' || count(*) || ' months: it is counted twice.' as why,
        'Keep one of the two files, or leave the rows of one out with drop in its mapping.' as remedy
    from (
        select
            one.source as one_source,
            other.source as other_source,
            one.channel as one_channel,
            other.channel as other_channel,
            other.spend as other_spend,
            other.row_count as other_rows,
            one.spend as one_spend,
            abs(one.spend - other.spend) <= 0.01 * one.spend as is_equal,
            one.spend = other.spend as is_exact
        from {{ of_months }} as one
        inner join {{ of_months }} as other on one.source < other.source and one.spend_month = other.spend_month
        where one.spend > 0 and other.spend > 0
    ) as months
    group by one_source, other_source, one_channel, other_channel
    having case
        when {{ plain.format('one_channel') }} = {{ plain.format('other_channel') }}
            then sum(case when is_equal then 1 else 0 end) >= 0.7 * count(*)
                and (sum(case when is_equal then 1 else 0 end) >= 2 or sum(case when is_exact then 1 else 0 end) >= 1)
        else sum(case when is_exact then 1 else 0 end) >= 0.7 * count(*) and count(distinct one_spend) >= 3
    end
{% endmacro %}
