{#-
  Alert: whether a channel with spend pays back cannot be told, and the 90 % interval of its average LTV is wider than the average
  itself.
-#}
{% macro alert_interval_too_wide() %}
    select
        'channel_roi' as subject,
        channel,
        (average_ltv_high - average_ltv_low) / average_ltv as value,
        cast(1 as {{ double() }}) as limit_value,
        customers || ' customers in the window' as example
    from {{ ref('channel_roi') }}
    where spend > 0 and verdict = 'insufficient_evidence' and average_ltv > 0 and (average_ltv_high - average_ltv_low) > average_ltv
{% endmacro %}
