{#-
  Warning: the spend of a channel in a file only rises within months (at least twenty days that follow another, nearly all of them
  higher): a running total, of the month or of all time, of which every day counts in full.
-#}
{% macro warn_spend_adds_up() %}
    {%- set month = dbt.date_trunc('month', 'spend_date') %}
    select
        'spend_adds_up' as rule,
        'ad_spend' as relation,
        cast(sum(row_count) as bigint) as row_count,
        sum(spend) as amount,
        source || ', ' || channel || ': ' || min(spend) || ' to ' || max(spend) as example,
        'From day to day the spend of this channel only rises, as a running total does: what was spent before counts again every day.' as why,
        'Export the cost of each day; if spend did rise so, write ignore: [' || {{ quoted_text(input_column_name('ad_spend', 'spend')) }} || '] into the mapping of ad_spend.' as remedy
    from (
        select
            *,
            spend - lag(spend) over (partition by source, channel, {{ month }} order by spend_date) as rise
        from (
            select source, channel, spend_date, sum(spend) as spend, count(*) as row_count
            from {{ ref('base_ad_spend') }}
            where reason is null and {{ 'false' if was_looked_at('ad_spend', 'spend') else 'true' }}
            group by source, channel, spend_date
        ) as days
    ) as steps
    group by source, channel
    having sum(case when rise is not null then 1 else 0 end) >= 20
        and sum(case when rise < 0 then 1 else 0 end) <= 0.02 * count(rise)
        and sum(case when rise > 0 then 1 else 0 end) >= 0.8 * count(rise)
        and max(spend) >= 5 * min(spend)
{% endmacro %}
