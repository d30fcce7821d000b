{#- Purchase days of the last 70 days with their number among those of the customer: is_recent (the last 14 days), bin, amount (the number). -#}
{% macro recent_purchase_numbers() %}
    select
        ordered_on > {{ dbt.dateadd('day', -14, 'observation_end') }} as is_recent,
        case when number <= 2 then number when number <= 4 then 3 when number <= 9 then 4 else 5 end as bin,
        cast(number as {{ double() }}) as amount
    from (
        select
            recent.ordered_on,
            recent.observation_end,
            -- Counted back from the customer's last, so that the days before need no look.
            customers.frequency + 2
                - row_number() over (partition by recent.customer_ref order by recent.ordered_on desc) as number
        from (
            select purchase_days.customer_ref, purchase_days.ordered_on, observed.observation_end
            from {{ ref('int_purchase_days') }} as purchase_days
            cross join {{ ref('int_observation_window') }} as observed
            where purchase_days.is_purchase_day
                and purchase_days.ordered_on > {{ dbt.dateadd('day', -70, 'observed.observation_end') }}
        ) as recent
        inner join {{ ref('int_customer_histories') }} as customers on recent.customer_ref = customers.customer_ref
    ) as numbered
{% endmacro %}
