{#-
  Warning: more than a fifth of the rows of ad spend agree with another in day, channel, amount and currency. All are kept; a part
  of the spend may have been loaded twice. Or on at least three days each row of a channel is there once more in its file, alike but for
  its numbers and within a tenth of its spend, and on most other days none is: days that were exported again. Or it is so on every day
  of every channel, where a later export that corrects them was appended as a whole.
-#}
{% macro warn_equal_spend_rows() %}
    select
        'equal_spend_rows' as rule,
        'ad_spend' as relation,
        cast(sum(copies - 1) as bigint) as row_count,
        sum((copies - 1) * spend) as amount,
        min(spend_date || ' ' || channel || ' ' || spend) as example,
        'These rows of ad spend repeat the day, channel and amount of another. Rows without an id are only taken for copies where the whole source was loaded several times.' as why,
        'If days were loaded twice, load each once; if these are campaigns of equal cost, nothing.' as remedy
    from (
        select spend_date, channel, spend, currency, count(*) as copies, sum(count(*)) over () as all_rows
        from {{ ref('stg_ad_spend') }}
        group by spend_date, channel, spend, currency
    ) as counted
    where copies > 1 and spend <> 0
    having sum(copies - 1) > 0.2 * max(all_rows)
    union all
    select
        'equal_spend_rows' as rule,
        'ad_spend' as relation,
        cast(sum(rows_once_more) as bigint) as row_count,
        sum(spend_once_more) as amount,
        source || ': ' || min(first_day) || ' to ' || max(last_day) as example,
        'On these days each row of the file is there once more with nearly the same spend, as where the last days were exported again and appended: they count twice.' as why,
        'Keep the later row of each, or leave the days out of one of the exports; if these are campaigns of equal cost, nothing, or ignore: [' || {{ quoted_text(input_column_name('ad_spend', 'spend')) }} || '] where it is so on every day.' as remedy
    from (
        select
            *,
            days_twice >= 3 and spends_twice >= 3 and days_told = days and days_once >= 2 * days_twice as is_block,
            {{ 'false' if was_looked_at('ad_spend', 'spend') else 'true' }}
                and sum(days_twice) over (partition by source) = sum(days) over (partition by source)
                and sum(days) over (partition by source) >= 5
                and max(spends_twice) over (partition by source) >= 3 as is_whole
        from (
            select
                source,
                channel,
                min(case when is_twice then spend_date end) as first_day,
                max(case when is_twice then spend_date end) as last_day,
                sum(rows_once_more) as rows_once_more,
                sum(spend_once_more) as spend_once_more,
                count(*) as days,
                sum(case when is_twice then 1 else 0 end) as days_twice,
                sum(case when is_once then 1 else 0 end) as days_once,
                sum(case when is_once or is_twice then 1 else 0 end) as days_told,
                count(distinct case when is_twice then spend_of_day end) as spends_twice
            from (
                select
                    source,
                    channel,
                    spend_date,
                    min(copies) = 2 and max(copies) = 2 and min(least_spend) > 0
                        and min(10 * least_spend - 9 * most_spend) >= 0 as is_twice,
                    max(copies) = 1 as is_once,
                    case when min(copies) = 2 then count(*) else 0 end as rows_once_more,
                    case when min(copies) = 2 then sum(least_spend) else 0 end as spend_once_more,
                    min(least_spend) as spend_of_day
                from (
                    select
                        source, spend_date, channel, count(*) as copies, min(spend) as least_spend, max(spend) as most_spend
                    from {{ ref('base_ad_spend') }}
                    where reason is null and spend <> 0
                    group by source, spend_date, channel, translate({{ raw_row_json('ad_spend') }}, '0123456789.,', '')
                ) as alike
                group by source, channel, spend_date
            ) as days
            group by source, channel
        ) as channels
    ) as judged
    where is_block or is_whole
    group by source
{% endmacro %}
