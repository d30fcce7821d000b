{#-
  Warning: a fifth of a channel's new customers, and five, came in the spend window before its first or long after its last day of spend, as
  where the export of costs begins later than that of orders: CAC is too low by as much. A week before and a month after are allowed,
  since rows may stand for weeks and months.
-#}
{% macro warn_spend_of_part_of_window() %}
    {%- if was_looked_at('ad_spend', 'spend_date') %}
    {{ no_warning() }}
    {%- else %}
    select
        'spend_of_part_of_window' as rule,
        'ad_spend' as relation,
        cast(sum(outside) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ joined_texts("'''' || channel || ''' ' || first_day || ' to ' || last_day || ', ' || outside || ' of ' || customers || ' customers outside'", 'channel') }} as example,
        'Costs of these channels are known for a part of the spend window only, and customers of all of it count: CAC is too low, and ROI too high.' as why,
        'Export the costs of the whole window, or set ' || case when sum(late) > sum(outside - late) then 'observation_end: ' || max(last_day) else 'spend_window_days: ' || min(covered_days) end
            || {{ quoted_text(' so that it holds days with costs only; if nothing was spent before and after, write ignore: ['
            ~ input_column_name('ad_spend', 'spend_date') ~ '] into the mapping of ad_spend.') }} as remedy
    from (
        select
            buyers.channel,
            min(spent.first_day) as first_day,
            max(spent.last_day) as last_day,
            count(*) as customers,
            sum(case when buyers.acquired_on < {{ dbt.dateadd('day', -7, 'spent.first_day') }} or buyers.acquired_on > {{ dbt.dateadd('day', 31, 'spent.last_day') }} then 1 else 0 end) as outside,
            sum(case when buyers.acquired_on > {{ dbt.dateadd('day', 31, 'spent.last_day') }} then 1 else 0 end) as late,
            max({{ days_between('spent.first_day', 'observation_window.observation_end') }}) + 1 as covered_days
        from {{ ref('int_buyers') }} as buyers
        inner join (
            select channel, min(spend_date) as first_day, max(spend_date) as last_day
            from {{ ref('stg_ad_spend') }} where spend <> 0 group by channel
        ) as spent on buyers.channel = spent.channel
        cross join {{ ref('int_observation_window') }} as observation_window
        where {{ in_spend_window('buyers.acquired_on') }}
            -- Where the window holds no spend at all, empty_window says so.
            and spent.last_day >= observation_window.spend_window_start
        group by buyers.channel
    ) as covered
    where outside >= 5 and 5 * outside >= customers
    having count(*) > 0
    {%- endif %}
{% endmacro %}
