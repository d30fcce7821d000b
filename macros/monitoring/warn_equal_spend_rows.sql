{#-
  Warning: more than a fifth of the rows of ad spend agree with another in day, channel, amount and currency. All are kept; a part
  of the spend may have been loaded twice.
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
{% endmacro %}
