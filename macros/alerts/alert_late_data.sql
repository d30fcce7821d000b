{#-
  Alert: an input has not reached the day that it should. Transactions are compared with the variable observation_end or the day of
  the build, spend with the last day observed. The limit is one day more than the longest gap of the last half year, at least 3; data
  more than a year old are history, which nobody expects to go on. Every day with an order or a refund is in int_purchase_days.
-#}
{% macro alert_late_data() %}
    {% set today = var('observation_end') or run_started_at.strftime('%Y-%m-%d') %}
    {% set inputs = {
        'transactions': (ref('int_purchase_days'), 'ordered_on', "date '" ~ today ~ "'"),
        'ad_spend': (ref('stg_ad_spend'), 'spend_date', '(select observation_end from ' ~ ref('int_observation_window') ~ ')'),
    } %}
    {% for relation, (rows, day, until) in inputs.items() %}
    {{ 'union all' if not loop.first }}
    select
        '{{ relation }}' as subject,
        cast(null as {{ dbt.type_string() }}) as channel,
        cast({{ days_between('max(days.day)', until) }} as {{ double() }}) as value,
        cast(greatest(3, 1 + max(days.gap)) as {{ double() }}) as limit_value,
        'the last day with {{ relation }} is ' || max(days.day) as example
    from (
        select
            day,
            coalesce({{ days_between('lag(day) over (order by day)', 'day') }}, 0) as gap
        from (
            select distinct {{ day }} as day
            from {{ rows }}
            where {{ day }} > {{ dbt.dateadd('day', -180, '(select max(' ~ day ~ ') from ' ~ rows ~ ')') }}
        ) as known
    ) as days
    having {{ days_between('max(days.day)', until) }} > greatest(3, 1 + max(days.gap))
        and {{ days_between('max(days.day)', until) }} <= 365
        {%- if relation == 'transactions' and var('raw_data') == 'sample' and not var('observation_end') %}
        and false  -- the generated shop ends when it ends
        {%- endif %}
    {% endfor %}
{% endmacro %}
