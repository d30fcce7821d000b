{#- Buyers acquired in the last 208 days by channel: is_recent (the last 28 days), bin (the channel) and amount. -#}
{% macro recent_channels() %}
    select
        buyers.acquired_on > {{ dbt.dateadd('day', -28, 'observed.observation_end') }} as is_recent,
        buyers.channel as bin,
        cast(1 as {{ double() }}) as amount
    from (
        select *, min(acquired_on) over (partition by channel) as channel_began from {{ ref('int_buyers') }}
    ) as buyers
    cross join {{ ref('int_observation_window') }} as observed
    where buyers.acquired_on > {{ dbt.dateadd('day', -208, 'observed.observation_end') }}
        and buyers.channel_began <= {{ dbt.dateadd('day', -56, 'observed.observation_end') }}
{% endmacro %}
