{#-
  Warning: two channels of buyers, or two of spend, have names that differ in letter case, blanks or punctuation only, so that
  what belongs together may be told apart.
-#}
{% macro warn_channels_look_alike() %}
    select
        'channels_look_alike' as rule,
        relation,
        cast(sum(row_count) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ joined_texts("'''' || channel || ''''", 'channel') }} as example,
        'These names differ in letter case, blanks or punctuation only, and count as channels of their own, each with its own CAC and LTV.' as why,
        'If they are one channel, say so in the variable channel_aliases: {"' || max(channel) || '": "' || min(channel) || '"}.' as remedy
    from (
        select 'customers' as relation, channel, count(*) as row_count
        from {{ ref('int_customer_histories') }}
        group by channel

        union all

        select 'ad_spend' as relation, channel, count(*) as row_count
        from {{ ref('stg_ad_spend') }}
        group by channel
    ) as channels
    group by relation, coalesce(nullif({{ replaced('lower(channel)', '[^[:alnum:]]+', every=true) }}, ''), channel)
    having count(*) > 1
{% endmacro %}
