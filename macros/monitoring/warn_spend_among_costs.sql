{#-
  Warning: other costs are ad spend once more: in most months the overhead costs of a channel, or all of them, are what ad_spend has. The fully
  loaded CAC counts them twice.
-#}
{% macro warn_spend_among_costs() %}
    {%- set plain = replaced('lower({})', '[^[:alnum:]]+', every=true) -%}
    {%- set month = {'ad_spend': dbt.date_trunc('month', 'spend_date'), 'overhead_costs': dbt.date_trunc('month', 'cost_date')} -%}
    {%- if not (input_sources('overhead_costs') and input_sources('ad_spend')) %}
    {{ no_warning() }}
    {%- else %}
    select
        'spend_among_costs' as rule,
        'overhead_costs' as relation,
        cast(count(*) as bigint) as row_count,
        sum(case when is_equal then cost end) as amount,
        cost_channel || ' in ' || sum(case when is_equal then 1 else 0 end) || ' of ' || count(*) || ' months, as ' || max(case when is_equal then cost end) as example,
        'These other costs are what was spent on ads in the same months: they are in ad_spend already, and the fully loaded CAC counts them twice.' as why,
        'Leave them out of overhead_costs, which holds what is spent besides ads, or drop them in its mapping.' as remedy
    from (
        select
            costs.channel as cost_channel,
            costs.amount as cost,
            costs.amount = spend.amount as is_equal
        from (
            select {{ plain.format('channel') }} as channel, {{ month.overhead_costs }} as month, sum(amount) as amount
            from {{ ref('stg_overhead_costs') }} where channel is not null group by {{ plain.format('channel') }}, {{ month.overhead_costs }}
            union all
            select 'all channels', {{ month.overhead_costs }}, sum(amount) from {{ ref('stg_overhead_costs') }}
            where channel is null group by {{ month.overhead_costs }}
        ) as costs
        inner join (
            select {{ plain.format('channel') }} as channel, {{ month.ad_spend }} as month, sum(spend) as amount
            from {{ ref('stg_ad_spend') }} group by {{ plain.format('channel') }}, {{ month.ad_spend }}
            union all
            select 'all channels', {{ month.ad_spend }}, sum(spend) from {{ ref('stg_ad_spend') }} group by {{ month.ad_spend }}
        ) as spend on costs.channel = spend.channel and costs.month = spend.month
        where costs.amount > 0
    ) as months
    group by cost_channel
    having sum(case when is_equal then 1 else 0 end) >= 2 and sum(case when is_equal then 1 else 0 end) >= 0.7 * count(*)
        and count(distinct case when is_equal then cost end) >= 2
    {%- endif %}
{% endmacro %}
