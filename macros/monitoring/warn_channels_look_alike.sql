{#-
  Warning: two channels of buyers, or two of spend, have names that differ in letter case, blanks or punctuation only, or in what an
  address has around a name (https://www.google.com/?gclid=1, google%20ads, google / cpc), so that
  what belongs together may be told apart; or one of touchpoints or overhead costs so differs from all of those.
-#}
{% macro warn_channels_look_alike() %}
    {%- set name = replaced('lower(' ~ composed('channel') ~ ')', '^(https?:/+)?(www[.])?') -%}
    {%- set name = replaced(replaced(name, '([?#].*| */ *(cpc|ppc|cpm|paid[a-z_ ]*))$'), '[.](com?|net|org)([.][a-z]{2})?/?$') -%}
    {%- set plain = "coalesce(nullif(" ~ replaced("replace(" ~ name ~ ", '%20', '')", '[^[:alnum:]]+', every=true) ~ ", ''), channel)" -%}
    select
        'channels_look_alike' as rule,
        relation,
        cast(sum(row_count) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ joined_texts("'''' || channel || ''''", 'channel') }} as example,
        'These names differ in letter case, blanks, punctuation or the parts of an address only, and count as channels of their own, each with its own CAC and LTV.' as why,
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
    group by relation, {{ plain }}
    having count(*) > 1
    {%- for relation in ['touchpoints', 'overhead_costs'] if input_sources(relation) %}
    union all
    select
        'channels_look_alike' as rule,
        '{{ relation }}' as relation,
        others.row_count,
        cast(null as {{ money() }}) as amount,
        '''' || others.channel || ''' (elsewhere ''' || known.channel || ''')' as example,
        'These names differ in letter case, blanks, punctuation or the parts of an address only, and count as channels of their own, each with its own CAC and LTV.' as why,
        'If they are one channel, say so in the variable channel_aliases: {"' || others.channel || '": "' || known.channel || '"}.' as remedy
    from (
        select channel, {{ plain }} as plain, count(*) as row_count
        from {{ ref('stg_' ~ relation) }} where channel is not null group by channel
    ) as others
    inner join (
        select {{ plain }} as plain, min(channel) as channel
        from (
            select channel from {{ ref('int_customer_histories') }} union select channel from {{ ref('stg_ad_spend') }}
        ) as names
        group by {{ plain }}
    ) as known on others.plain = known.plain
    where others.channel not in (
        select channel from {{ ref('int_customer_histories') }} union select channel from {{ ref('stg_ad_spend') }}
    )
    {%- endfor %}
{% endmacro %}
