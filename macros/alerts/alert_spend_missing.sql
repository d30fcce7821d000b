{#-
  Alert: a channel that had spend on four of five days of four weeks has none on the last three days on which there is spend at all.
-#}
{% macro alert_spend_missing() %}
    select
        'ad_spend' as subject,
        channels.channel,
        cast({{ days_between('channels.last_day', 'channels.last_day_of_all') }} as {{ double() }}) as value,
        cast(3 as {{ double() }}) as limit_value,
        'no spend since ' || channels.last_day as example
    from (
        select
            channel,
            max(spend_date) as last_day,
            max(max(spend_date)) over () as last_day_of_all
        from {{ ref('stg_ad_spend') }}
        where spend > 0
        group by channel
    ) as channels
    inner join {{ ref('stg_ad_spend') }} as spend
        on channels.channel = spend.channel
        and spend.spend > 0
        and spend.spend_date > {{ dbt.dateadd('day', -28, 'channels.last_day') }}
    where {{ days_between('channels.last_day', 'channels.last_day_of_all') }} between 3 and 27
    group by channels.channel, channels.last_day, channels.last_day_of_all
    having count(distinct spend.spend_date) >= 23
{% endmacro %}
