{#-
  Alert: a channel that had spend in the half year before has five new customers and more in the last 28 days, and no spend.
-#}
{% macro alert_customers_without_spend() %}
    select
        'ad_spend' as subject,
        acquired.channel,
        cast(acquired.buyers as {{ double() }}) as value,
        cast(5 as {{ double() }}) as limit_value,
        acquired.buyers || ' new customers in 28 days, the last spend on ' || spent.last_day as example
    from (
        select buyers.channel, count(*) as buyers
        from {{ ref('int_buyers') }} as buyers
        cross join {{ ref('int_observation_window') }} as observed
        where buyers.acquired_on > {{ dbt.dateadd('day', -28, 'observed.observation_end') }}
        group by buyers.channel
    ) as acquired
    inner join (
        select channel, max(spend_date) as last_day from {{ ref('stg_ad_spend') }} where spend > 0 group by channel
    ) as spent on acquired.channel = spent.channel
    cross join {{ ref('int_observation_window') }} as observed
    where acquired.buyers >= 5
        and spent.last_day <= {{ dbt.dateadd('day', -28, 'observed.observation_end') }}
        and spent.last_day > {{ dbt.dateadd('day', -208, 'observed.observation_end') }}
{% endmacro %}
