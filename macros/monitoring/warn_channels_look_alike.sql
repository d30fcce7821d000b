{#-
  Warning: two channels of buyers, or two of spend, have names that differ in letter case, blanks or punctuation only, or in what an
  address has around a name (https://www.google.com/?gclid=1, google%20ads, google / cpc), so that
  what belongs together may be told apart; or one of touchpoints or overhead costs so differs from all of those. A buyers' channel on
  which nothing was spent may also be one letter, or a number at its end, away from one on which money was, as gogle_ads is.
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
        'If they are one channel, say so in the variable channel_aliases: {"' || case when max(channel) = 'unattributed' then min(channel) || '": "' || max(channel)
            else max(channel) || '": "' || min(channel) end || '"}.' as remedy
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
    {%- if not execute or input_sources('ad_spend') %}
    union all
    select
        'channels_look_alike' as rule,
        'customers' as relation,
        bought.row_count,
        cast(null as {{ money() }}) as amount,
        '''' || bought.channel || ''' (money was spent on ''' || max(spent.channel) || ''')' as example,
        'Nothing was spent on this channel of buyers, whose name differs in one letter or in a number at its end from one on which money was: its customers seem to cost nothing, and the others too much.' as why,
        'If they are one channel, say so in the variable channel_aliases: {"' || bought.channel || '": "' || max(spent.channel) || '"}; if they are two, {"' || bought.channel || '": "' || bought.channel || '"}.' as remedy
    from (
        select unpaid.channel, unpaid.row_count, spellings.spelling
        from (
            select channel, count(*) as row_count from {{ ref('int_customer_histories') }}
            where channel <> 'unattributed'
                {%- for alias in (var('channel_aliases') if var('channel_aliases') is mapping else []) %}
                and lower(channel) <> {{ quoted_text(alias | string | trim | lower) }}
                {%- endfor %}
            group by channel
        ) as unpaid
        inner join ({{ spellings('(select distinct channel from ' ~ ref('int_customer_histories') ~ ')', numbered=true) }}) as spellings on unpaid.channel = spellings.channel
        where unpaid.channel not in (select channel from {{ ref('stg_ad_spend') }} where spend <> 0)
    ) as bought
    inner join ({{ spellings('(select channel from ' ~ ref('stg_ad_spend') ~ ' group by channel having sum(spend) <> 0)') }}) as spent on bought.spelling = spent.spelling
    where {{ plain | replace('channel', 'bought.channel') }} <> {{ plain | replace('channel', 'spent.channel') }}
        and spent.channel in (select channel from {{ ref('int_customer_histories') }})
    group by bought.channel, bought.row_count
    {%- endif %}
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
