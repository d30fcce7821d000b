{#-
  Warning: a channel of buyers on which nothing was spent is a list (google, meta) that names a channel on which money was: the buyers
  count as one more channel, and the channels that brought them have fewer customers for their money. Or a touchpoint is such a list, as
  google > meta > email, the path of a buyer.
-#}
{% macro warn_channels_in_one_value() %}
    {%- set touchpoints, ad_spend = ref('stg_touchpoints'), ref('stg_ad_spend') -%}
    {%- set is_list = matches('channel', '.*[^,;|+&> ].*[,;|+&>].*[^,;|+&> ].*') -%}
    {%- set parts = "',' || " ~ replaced('lower({})', ' *[,;|+&>] *', ',', every=true) ~ " || ','" -%}
    select
        'channels_in_one_value' as rule,
        'customers' as relation,
        bought.row_count,
        cast(null as {{ money() }}) as amount,
        '''' || bought.channel || '''' as example,
        'This channel of buyers is a list of several, and counts as one of its own on which nothing was spent: those in it have fewer customers for their money.' as why,
        'Give each customer one channel, as the first (all of them can be touchpoints), or say whose they are in the variable channel_aliases: {"' || bought.channel || '": "' || min(spent.channel) || '"}.' as remedy
    from (
        select channel, count(*) as row_count from {{ ref('int_customer_histories') }}
        where {{ is_list }}
        group by channel
    ) as bought
    inner join (
        select channel from {{ ad_spend }} group by channel having sum(spend) <> 0
    ) as spent on {{ parts.format('bought.channel') }} like '%,' || lower(spent.channel) || ',%'
    where bought.channel not in (select channel from {{ ad_spend }})
    group by bought.channel, bought.row_count
    {%- if not execute or input_sources('touchpoints') %}
    union all
    select
        'channels_in_one_value' as rule,
        'touchpoints' as relation,
        cast(sum(touched.row_count) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        '''' || min(touched.channel) || '''' as example,
        'These touchpoints are lists of several channels, and each list counts as a channel of its own: attribution gives the channels in it nothing.' as why,
        'Give each touch a row of its own, with its time: divide the paths before they are loaded.' as remedy
    from (
        select channel, count(*) as row_count from {{ touchpoints }}
        where {{ is_list }}
            and channel not in (select channel from {{ ad_spend }})
        group by channel
    ) as touched
    where exists (
        select 1 from (
            select channel from {{ ad_spend }} union select channel from {{ touchpoints }}
        ) as known
        where {{ parts.format('touched.channel') }} like '%,' || lower(known.channel) || ',%' and known.channel <> touched.channel
    )
    having count(*) > 0
    {%- endif %}
{% endmacro %}
