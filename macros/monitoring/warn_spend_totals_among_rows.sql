{#-
  Warning: on nearly every day of a file of ad spend, or of each of its channels, one row is the sum of all its other rows (at least
  two), as a line "All channels" or a campaign "Total" that no filter leaves out; or one row of a channel is the sum of its others in a
  month (at least four), twice in a file, or of all of them, as lines of subtotals are. Of other costs a row without a channel is looked at.
-#}
{% macro warn_spend_totals_among_rows() %}
    {%- set costs = ref('base_overhead_costs') -%}
    {%- for by in ['', ', channel'] %}
    select
        'spend_totals_among_rows' as rule,
        'ad_spend' as relation,
        count(*) as row_count,
        sum(most) as amount,
        source || ', ' || min(spend_date) || ': ' || min(most) as example,
        'On ' || count(*) || ' days {{ 'of channels ' if by }}one row costs what all other rows of the day cost together: it is their total, and the money counts twice.' as why,
        'Leave the rows of totals out in the mapping of ad_spend, as in drop: {{ '{campaign: [Total]}' if by else '{channel: [All channels]}' }}.' as remedy
    from (
        select
            source,
            spend_date{{ by }},
            max(spend) as most,
            2 * max(spend) = sum(spend) as has_total,
            count(*) over (partition by source) as days_of_source
        from {{ ref('base_ad_spend') }}
        where reason is null and spend > 0
        group by source, spend_date{{ by }}
        having count(*) > 2
    ) as days
    where has_total
    group by source
    having count(*) >= 3 and count(*) >= 0.9 * max(days_of_source){{ ' and count(distinct channel) > 1' if by }}
    union all
    {%- endfor %}
    {%- for time in [', ' ~ dbt.date_trunc('month', 'spend_date'), ''] %}
    select
        'spend_totals_among_rows' as rule,
        'ad_spend' as relation,
        count(*) as row_count,
        sum(most) as amount,
        source || ', ' || min(channel) || ': ' || min(most) as example,
        'One row of a channel costs what all its others cost together{{ ' in the month' if loop.first }}: it is their total, and the money counts twice.' as why,
        'Leave the rows of totals out in the mapping of ad_spend, as in drop: {campaign: ["Total*"]}, or delete them.' as remedy
    from (
        select source, channel, max(spend) as most
        from {{ ref('base_ad_spend') }}
        where reason is null and spend > 0
        group by source, channel{{ time }}
        having count(*) > {{ 4 if loop.first else 10 }} and 2 * max(spend) = sum(spend)
    ) as totals
    group by source
    having count(*) >= {{ 2 if loop.first else 1 }}
    {{ 'union all' if loop.first }}
    {%- endfor %}
    {%- for time in ([', ' ~ dbt.date_trunc('month', 'cost_date'), ''] if not execute or input_sources('overhead_costs') else []) %}
    union all
    select
        'spend_totals_among_rows' as rule,
        'overhead_costs' as relation,
        count(*) as row_count,
        sum(most) as amount,
        source || ', ' || min(last_on) || ': ' || min(most) as example,
        'One row of other costs is what all others cost together{{ ' in the month' if loop.first }}: it is their total, and the money counts twice.' as why,
        'Leave the rows of totals out in the mapping of overhead_costs, as in drop: {item: ["Total*"]}, or delete them.' as remedy
    from (
        select source, max(amount) as most, max(cost_date) as last_on
        from {{ costs }}
        where reason is null and amount > 0
        group by source{{ time }}
        having count(*) > {{ 3 if loop.first else 10 }} and 2 * max(amount) = sum(amount)
            and max(amount) = max(case when channel is null then amount end)
    ) as totals
    group by source
    having count(*) >= {{ 2 if loop.first else 1 }}
    {%- endfor %}
{% endmacro %}
