{#-
  Warning: overhead costs name a channel that has neither spend nor buyers: what it costs is in no other channel's fully loaded CAC. Names that
  differ in writing only are told as channels_look_alike.
-#}
{% macro warn_costs_without_channel() %}
    {%- set plain = replaced('lower({})', '[^[:alnum:]]+', every=true) -%}
    {%- if not input_sources('overhead_costs') %}
    {{ no_warning() }}
    {%- else %}
    select
        'costs_without_channel' as rule,
        'overhead_costs' as relation,
        costs.row_count,
        costs.amount,
        '''' || costs.channel || '''' as example,
        'These costs are of a channel without spend and buyers: they are in no other channel''s fully loaded CAC.' as why,
        'If it is a channel under another name, say so in the variable channel_aliases; costs of all channels together have no channel.' as remedy
    from (
        select channel, count(*) as row_count, sum(amount) as amount
        from {{ ref('stg_overhead_costs') }} where channel is not null group by channel
    ) as costs
    left join (
        select distinct {{ plain.format('channel') }} as plain
        from (
            select channel from {{ ref('int_customer_histories') }} union select channel from {{ ref('stg_ad_spend') }}
        ) as names
    ) as known on {{ plain.format('costs.channel') }} = known.plain
    where known.plain is null
    {%- endif %}
{% endmacro %}
