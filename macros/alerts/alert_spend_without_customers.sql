{#-
  Alert: a channel spent five times what a customer of the shop costs in the last 28 days and brought no new customer.
-#}
{% macro alert_spend_without_customers() %}
    select
        'ad_spend' as subject,
        spent.channel,
        cast(spent.spend as {{ double() }}) as value,
        5 * spent.usual_cac as limit_value,
        spent.spend || ' spent in 28 days, no new customer' as example
    from (
        select
            spend.channel,
            sum(spend.spend) as spend,
            (select cast(sum(spend) as {{ double() }}) / nullif(sum(customers), 0) from {{ ref('channel_roi') }} where spend > 0) as usual_cac
        from {{ ref('stg_ad_spend') }} as spend
        cross join {{ ref('int_observation_window') }} as observed
        where spend.spend_date > {{ dbt.dateadd('day', -28, 'observed.observation_end') }}
        group by spend.channel
    ) as spent
    cross join {{ ref('int_observation_window') }} as observed
    left join {{ ref('int_buyers') }} as buyers
        on spent.channel = buyers.channel
        and buyers.acquired_on > {{ dbt.dateadd('day', -28, 'observed.observation_end') }}
    where buyers.channel is null and cast(spent.spend as {{ double() }}) > 5 * spent.usual_cac
{% endmacro %}
