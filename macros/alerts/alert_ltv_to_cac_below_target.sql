{#-
  Alert: what a customer of the channel brings per unit of acquisition cost is surely (95 %) below target_ltv_to_cac.
-#}
{% macro alert_ltv_to_cac_below_target() %}
    select
        'channel_roi' as subject,
        channel,
        ltv_to_cac as value,
        cast({{ var('target_ltv_to_cac') }} as {{ double() }}) as limit_value,
        'LTV ' || round(cast(average_ltv as numeric(38, 4)), 2) || ', CAC ' || round(cast(cac as numeric(38, 4)), 2) as example
    from {{ ref('channel_roi') }}
    where ltv_to_cac < {{ var('target_ltv_to_cac') }} and probability_ltv_exceeds_target <= 0.05
{% endmacro %}
