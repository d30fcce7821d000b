{#-
  Warning: money was spent on a channel that no buyer has; the nearest names among the buyers' channels are told. Where no buyer has any
  channel, one row says so.
-#}
{% macro warn_channels_do_not_meet() %}
    {%- set plain = replaced('lower({})', '[^[:alnum:]]+', every=true) -%}
    select
        'channels_do_not_meet' as rule,
        'ad_spend' as relation,
        spent.row_count,
        spent.spend as amount,
        '''' || spent.channel || ''' (buyers have ' || coalesce(near.names, known.names) || ')' as example,
        'Money was spent on this channel and no buyer has it, so that it has no CAC and its customers seem to cost nothing.' as why,
        'If it is the same channel under another name, say so in the variable channel_aliases: {"' || spent.channel || '": "' || coalesce(near.name, 'name of the buyers'' channel') || '"}.' as remedy
    from (
        select channel, count(*) as row_count, sum(spend) as spend
        from {{ ref('stg_ad_spend') }}
        group by channel
        having sum(spend) <> 0
    ) as spent
    left join (select distinct channel from {{ ref('int_customer_histories') }}) as bought on spent.channel = bought.channel
    left join (
        select
            spend_channel,
            min(channel) as name,
            {{ joined_texts("'''' || channel || ''''", 'channel') }} as names
        from (
            select distinct ad_spend.channel as spend_channel, histories.channel
            from {{ ref('stg_ad_spend') }} as ad_spend
            inner join (select distinct channel from {{ ref('int_customer_histories') }}) as histories
                on {{ plain.format('ad_spend.channel') }} <> '' and {{ plain.format('histories.channel') }} <> '' and (
                    {{ plain.format('ad_spend.channel') }} like '%' || {{ plain.format('histories.channel') }} || '%'
                    or {{ plain.format('histories.channel') }} like '%' || {{ plain.format('ad_spend.channel') }} || '%'
                    or substr({{ plain.format('ad_spend.channel') }}, 1, 4) = substr({{ plain.format('histories.channel') }}, 1, 4)
                )
        ) as pairs
        group by spend_channel
    ) as near on spent.channel = near.spend_channel
    cross join (
        select {{ joined_texts("'''' || channel || ''''", 'channel') }} as names
        from (select distinct channel from {{ ref('int_customer_histories') }} where channel <> 'unattributed') as channels
    ) as known
    where bought.channel is null and known.names is not null
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
{% endmacro %}
