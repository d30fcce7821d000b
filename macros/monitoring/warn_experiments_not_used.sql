{#-
  Warning: an experiment of a channel that no money was spent on, or of days outside those of ad spend. The budget advice cannot use
  it, and would otherwise leave it out without a word.
-#}
{% macro warn_experiments_not_used() %}
    select
        'experiments_not_used' as rule,
        'spend_experiments' as relation,
        cast(1 as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        '''' || experiments.channel || ''' ' || experiments.starts_on || ' to ' || experiments.ends_on as example,
        case when spent.channel is null then 'No money was spent on a channel of this name'
            else 'The ad spend of this channel is of ' || spent.first_day || ' to ' || spent.last_day end
            || ', so that the budget advice does not use this experiment.' as why,
        case when spent.channel is null
            then 'Write the channel as ad_spend has it (' || coalesce(channels.names, 'it has none') || '), or name it in the variable channel_aliases.'
            else 'Correct the days, or give the ad spend of those days.' end as remedy
    from {{ ref('stg_spend_experiments') }} as experiments
    left join (
        select channel, min(spend_date) as first_day, max(spend_date) as last_day
        from {{ ref('stg_ad_spend') }}
        group by channel
    ) as spent on experiments.channel = spent.channel
    cross join (
        select {{ joined_texts("'''' || channel || ''''", 'channel') }} as names
        from (select distinct channel from {{ ref('stg_ad_spend') }}) as known
    ) as channels
    where spent.channel is null or experiments.ends_on < spent.first_day or experiments.starts_on > spent.last_day
{% endmacro %}
