{#-
  Warning: in the first 91 days of the data many more buyers are "new" per day than later (more than 1.5 times the rate from day
  92 to 456, at least 30 of them, half a year of data): most of them had bought before the data begin. A cohort that was chosen
  on purpose looks the same.
-#}
{% macro warn_left_censored() %}
    select
        'left_censored' as rule,
        'transactions' as relation,
        cast(early as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        'first day ' || first_day || ': ' || early || ' buyers in 91 days, then ' || later || ' in ' || later_days as example,
        'Far more buyers seem new at the start of the data than later: most are old customers whose first orders are missing. They are taken for new ones, and what young customers will buy is then predicted too high.' as why,
        'Export orders from further back; or leave the first months out, unless the file holds one cohort on purpose.' as remedy
    from (
        select
            first_day,
            sum(case when age < 91 then 1 else 0 end) as early,
            sum(case when age between 91 and 455 then 1 else 0 end) as later,
            least(max(span), 455) - 90 as later_days,
            max(span) as span
        from (
            select
                {{ days_between('first_day', 'first_purchase_on') }} as age,
                {{ days_between('first_day', 'observation_end') }} as span,
                first_day
            from {{ ref('int_buyers') }}
            cross join (select min(first_purchase_on) as first_day from {{ ref('int_buyers') }}) as start
            cross join {{ ref('int_observation_window') }} as observation_window
        ) as aged
        group by first_day
    ) as counts
    where span >= 182 and early >= 30 and later > 0 and early / 91.0 > 1.5 * later / later_days
{% endmacro %}
