{#-
  Alert: half of a day's orders of the last four weeks occur twice: the same customer, day and amount under another id, or the same
  row again, which staging rejects. Or all of a day's rows of spend do, though on other days few do.
-#}
{% macro alert_duplicated_day() %}
    select
        'transactions' as subject,
        cast(null as {{ dbt.type_string() }}) as channel,
        cast((repeated_orders + rejected_copies) as {{ double() }}) / (orders + rejected_copies) as value,
        cast(0.4 as {{ double() }}) as limit_value,
        (repeated_orders + rejected_copies) || ' of ' || (orders + rejected_copies) || ' orders of ' || ordered_on || ' occur again' as example
    from {{ ref('int_daily_orders') }}
    cross join {{ ref('int_observation_window') }} as observed
    where ordered_on > {{ dbt.dateadd('day', -28, 'observed.observation_end') }}
        and orders + rejected_copies >= 10
        and (repeated_orders + rejected_copies) >= 0.4 * (orders + rejected_copies)

    union all

    select
        'ad_spend',
        cast(null as {{ dbt.type_string() }}),
        repeated,
        cast(0.5 as {{ double() }}),
        'all ' || of_day || ' rows of spend of ' || spend_date || ' occur twice'
    from (
        select
            spend_date,
            sum(copies) as of_day,
            cast(sum(copies - 1) as {{ double() }}) / sum(copies) as repeated,
            avg(cast(sum(copies - 1) as {{ double() }}) / sum(copies)) over () as repeated_on_average,
            row_number() over (
                order by
                    case when sum(copies) >= 4 then cast(sum(copies - 1) as {{ double() }}) / sum(copies) else 0 end desc,
                    spend_date desc
            ) as place
        from (
            select spend_date, channel, spend, currency, count(*) as copies
            from {{ ref('stg_ad_spend') }}
            cross join {{ ref('int_observation_window') }} as observed
            where spend > 0 and spend_date > {{ dbt.dateadd('day', -28, 'observed.observation_end') }}
            group by spend_date, channel, spend, currency
        ) as rows_alike
        group by spend_date
    ) as days
    where place = 1 and of_day >= 4 and repeated >= 0.5 and repeated_on_average < 0.25
{% endmacro %}
