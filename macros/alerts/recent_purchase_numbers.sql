{#- Purchase days of the last 70 days with their number among those of the customer: is_recent (the last 14 days), bin, amount (the number). -#}
{% macro recent_purchase_numbers() %}
    select
        ordered_on > {{ dbt.dateadd('day', -14, 'observation_end') }} as is_recent,
        case when number <= 2 then number when number <= 4 then 3 when number <= 9 then 4 else 5 end as bin,
        cast(number as {{ double() }}) as amount
    from (
        select
            purchase_days.ordered_on,
            observed.observation_end,
            row_number() over (partition by purchase_days.customer_ref order by purchase_days.ordered_on) as number
        from {{ ref('int_purchase_days') }} as purchase_days
        cross join {{ ref('int_observation_window') }} as observed
        where purchase_days.is_purchase_day
    ) as numbered
    where ordered_on > {{ dbt.dateadd('day', -70, 'observation_end') }}
{% endmacro %}
