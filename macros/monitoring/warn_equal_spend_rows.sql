{#-
  Warning: more than a fifth of the rows of ad spend agree with another in day, channel, amount and currency. All are kept; a part
  of the spend may have been loaded twice. Or on at least three days each row of a file is there once more, alike but for its numbers
  and within a tenth of its spend, and on most other days none is: days that were exported again. Or it is so on every day, where a
  later export that corrects them was appended as a whole.
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
        source || ': ' || min(case when is_twice then spend_date end) || ' to ' || max(case when is_twice then spend_date end) as example,
        'On these days each row of the file is there once more with nearly the same spend, as where the last days were exported again and appended: they count twice.' as why,
        'Keep the later row of each, or leave the days out of one of the exports; if these are campaigns of equal cost, nothing, or ignore: [' || {{ quoted_text(input_column_name('ad_spend', 'spend')) }} || '] where it is so on every day.' as remedy
    from (
        select
            source,
            spend_date,
            min(copies) = 2 and max(copies) = 2 and min(least_spend) > 0 and min(10 * least_spend - 9 * most_spend) >= 0 as is_twice,
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
        group by source, spend_date
    ) as days
    group by source
    having sum(case when is_twice then 1 else 0 end) >= 3
        and count(distinct case when is_twice then spend_of_day end) >= 3
        and sum(case when is_once or is_twice then 1 else 0 end) = count(*)
        and (
            sum(case when is_once then 1 else 0 end) >= 2 * sum(case when is_twice then 1 else 0 end)
            or sum(case when is_twice then 1 else 0 end) = count(*) and count(*) >= 5
                and {{ 'false' if was_looked_at('ad_spend', 'spend') else 'true' }}
        )
{% endmacro %}
