{#-
  Warning: money was spent on a channel that no buyer has; the nearest names among the buyers' channels are told. Where no buyer has any
  channel, one row says so. The ten with the most spend are told one by one, the others in one row. Or no touchpoint has a channel on
  which money was spent, and some have channels that no one else knows.
-#}
{% macro warn_channels_do_not_meet() %}
    {%- set plain = replaced('lower({})', '[^[:alnum:]]+', every=true) -%}
    {%- set unmet %}
    (
        select *, row_number() over (order by spend desc, channel) as place
        from (
            select channel, count(*) as row_count, sum(spend) as spend
            from {{ ref('stg_ad_spend') }}
            where channel not in (select channel from {{ ref('int_customer_histories') }})
            group by channel
        ) as channels_without_buyers
        where spend <> 0
    )
    {%- endset %}
    select
        'channels_do_not_meet' as rule,
        'ad_spend' as relation,
        spent.row_count,
        spent.spend as amount,
        '''' || spent.channel || ''' (buyers have ' || coalesce(near.names, known.names) || ')' as example,
        'Money was spent on this channel and no buyer has it, so that it has no CAC and its customers seem to cost nothing.' as why,
        'If it is the same channel under another name, say so in the variable channel_aliases: {"' || spent.channel || '": "' || coalesce(near.name, 'name of the buyers'' channel') || '"}.' as remedy
    from {{ unmet }} as spent
    left join (
        select
            spend_channel,
            case when count(*) = 1 then min(channel) end as name,
            case when count(*) <= 5 then {{ joined_texts("'''' || channel || ''''", 'channel') }} end as names
        from (
            select distinct ad_spend.channel as spend_channel, histories.channel
            from {{ ref('stg_ad_spend') }} as ad_spend
            inner join (select distinct channel from {{ ref('int_customer_histories') }}) as histories
                on {{ plain.format('ad_spend.channel') }} <> '' and {{ plain.format('histories.channel') }} <> '' and (
                    {{ plain.format('ad_spend.channel') }} like '%' || {{ plain.format('histories.channel') }} || '%'
                    or {{ plain.format('histories.channel') }} like '%' || {{ plain.format('ad_spend.channel') }} || '%'
                    or substr({{ plain.format('ad_spend.channel') }}, 1, 4) = substr({{ plain.format('histories.channel') }}, 1, 4)
                )
            union
            select spent.channel as spend_channel, bought.channel
            from ({{ spellings('(select distinct channel from ' ~ ref('stg_ad_spend') ~ ')', families=true) }}) as spent
            inner join ({{ spellings("(select distinct channel from " ~ ref('int_customer_histories') ~ " where channel <> 'unattributed')", families=true) }}) as bought
                on spent.spelling = bought.spelling
        ) as pairs
        group by spend_channel
    ) as near on spent.channel = near.spend_channel
    cross join (
        select {{ joined_texts("'''' || channel || ''''", 'channel') }} as names
        from (
            select channel from {{ ref('int_customer_histories') }} where channel <> 'unattributed'
            group by channel order by count(*) desc, channel limit 20
        ) as channels
    ) as known
    where spent.place <= 10 and known.names is not null
    union all
    select
        'channels_do_not_meet' as rule,
        'ad_spend' as relation,
        cast(sum(row_count) as bigint) as row_count,
        sum(spend) as amount,
        cast(count(*) as {{ dbt.type_string() }}) || ' more channels, such as ''' || min(channel) || '''' as example,
        'Money was spent on these channels too and no buyer has them: they have no CAC.' as why,
        'If spend is told by campaign and customers by channel, give spend the channel; or name each in the variable channel_aliases.' as remedy
    from {{ unmet }} as spent
    where place > 10
        and exists (select 1 from {{ ref('int_customer_histories') }} where channel <> 'unattributed')
    having count(*) > 0
    union all
    select
        'channels_do_not_meet' as rule,
        'ad_spend' as relation,
        cast(sum(row_count) as bigint) as row_count,
        sum(spend) as amount,
        {{ joined_texts("'''' || channel || ''''", 'channel') }} as example,
        'Money was spent and no buyer has a channel, so that no channel has customers, and none has a CAC.' as why,
        'Give the input customers (customer_id, channel), or name its column of channels under columns in the mapping.' as remedy
    from (
        select channel, count(*) as row_count, sum(spend) as spend from {{ ref('stg_ad_spend') }} group by channel having sum(spend) <> 0
    ) as spent
    where not exists (select 1 from {{ ref('int_customer_histories') }} where channel <> 'unattributed')
    having count(*) > 0
    {%- if input_sources('touchpoints') %}
    union all
    select
        'channels_do_not_meet' as rule,
        'touchpoints' as relation,
        cast(null as bigint) as row_count,
        spent.spend as amount,
        '''' || spent.channel || ''' (touchpoints have ' || {{ joined_texts("'''' || others.channel || ''''", 'others.channel') }} || ')' as example,
        'Money was spent on this channel and no touchpoint has it, though some have channels that neither spend nor buyers know: attribution gives it no customer.' as why,
        'If it is the same channel under another name, say so in the variable channel_aliases: {"' || coalesce(max(case when alike.spelling is not null then others.channel end), 'name of the touchpoints'' channel') || '": "' || spent.channel || '"}.' as remedy
    from (
        select channel, sum(spend) as spend from {{ ref('stg_ad_spend') }} group by channel having sum(spend) <> 0
    ) as spent
    cross join (
        select channel from {{ ref('stg_touchpoints') }}
        where channel is not null
            and channel not in (select channel from {{ ref('stg_ad_spend') }})
            and channel not in (select channel from {{ ref('int_customer_histories') }})
        group by channel
    ) as others
    left join (
        select distinct one.channel, other.channel as other_channel, 1 as spelling
        from ({{ spellings('(select distinct channel from ' ~ ref('stg_ad_spend') ~ ')', families=true) }}) as one
        inner join ({{ spellings("(select distinct channel from " ~ ref('stg_touchpoints') ~ " where channel is not null)", families=true) }}) as other on one.spelling = other.spelling
    ) as alike on spent.channel = alike.channel and others.channel = alike.other_channel
    where spent.channel not in (select channel from {{ ref('stg_touchpoints') }} where channel is not null)
    group by spent.channel, spent.spend
    {%- endif %}
{% endmacro %}
