{#-
  Warning: one order is a quarter of all revenue, or one row of costs of its channel's spend, among at least fifty: more likely a slip, or
  999999.99 for something else.
-#}
{% macro warn_one_order_dominates() %}
    select
        'one_order_dominates' as rule,
        'transactions' as relation,
        cast(1 as bigint) as row_count,
        max(largest_amount) as amount,
        'an order of ' || max(largest_amount) || ' among ' || sum(row_count) || ' orders worth ' || sum(amount) as example,
        'One order is a quarter of all revenue or more, and weighs as much on the value of its channel.' as why,
        'Look whether it is a slip or no sale, and leave it out with drop in the mapping; if it is right, write ignore: [' || {{ quoted_text(input_column_name('transactions', 'amount')) }} || '] into the mapping of transactions.' as remedy
    from {{ ref('base_order_days') }}
    where reason is null and {{ 'false' if was_looked_at('transactions', 'amount') else 'true' }}
    having sum(row_count) >= 50 and max(largest_amount) >= 0.25 * sum(amount) and sum(amount) > 0
    union all
    select
        'one_order_dominates' as rule,
        'ad_spend' as relation,
        cast(1 as bigint) as row_count,
        max(spend) as amount,
        channel || ': a row of ' || max(spend) || ' among ' || count(*) || ' rows of ' || sum(spend) as example,
        'One row of costs is a quarter of all that was spent on its channel or more.' as why,
        'Look whether it is a slip, or a sum of the others, and leave it out with drop in the mapping; if it is right, write ignore: [' || {{ quoted_text(input_column_name('ad_spend', 'spend')) }} || '] into the mapping of ad_spend.' as remedy
    from {{ ref('stg_ad_spend') }}
    where spend > 0 and {{ 'false' if was_looked_at('ad_spend', 'spend') else 'true' }}
    group by channel
    having count(*) >= 50 and max(spend) >= 0.25 * sum(spend)
{% endmacro %}
