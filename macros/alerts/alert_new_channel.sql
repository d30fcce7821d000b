{#-
  Alert: a channel whose first buyer or spend lies in the last 28 days, in a shop of 90 days and more.
-#}
{% macro alert_new_channel() %}
    select
        'customers' as subject,
        channels.channel,
        cast({{ days_between('channels.began', 'observed.observation_end') }} as {{ double() }}) as value,
        cast(28 as {{ double() }}) as limit_value,
        'first seen on ' || channels.began as example
    from (
        select channel, min(day) as began, min(min(day)) over () as shop_began
        from (
            select channel, first_purchase_on as day from {{ ref('int_buyers') }}
            union all
            select channel, spend_date from {{ ref('stg_ad_spend') }} where spend > 0
        ) as seen
        group by channel
    ) as channels
    cross join {{ ref('int_observation_window') }} as observed
    where channels.began > {{ dbt.dateadd('day', -28, 'observed.observation_end') }}
        and channels.shop_began <= {{ dbt.dateadd('day', -90, 'observed.observation_end') }}
{% endmacro %}
