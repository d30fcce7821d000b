{#-
  Alert: what came in the last 30 days lies outside the 90 % interval that was forecast for all customers 30 days ago, or the last
  three forecasts of 30 days that follow each other all missed to the same side (by more than two thirds of a standard deviation).
-#}
{% macro alert_forecast_missed() %}
    select
        quantity as subject,
        cast(null as {{ dbt.type_string() }}) as channel,
        z as value,
        cast(case when is_outside then 1.645 else 0.67 end as {{ double() }}) as limit_value,
        'forecast on ' || forecast_on || ': ' || round(cast(expected as numeric(38, 4)), 0) || ', came '
            || round(cast(actual as numeric(38, 4)), 0)
            || case when is_outside then '' else ', the third miss in a row to this side' end as example
    from (
        select
            *,
            not is_inside as is_outside,
            abs(sum(case when z > 0.67 then 1 when z < -0.67 then -1 else 0 end) over recent) = 3 as are_three,
            row_number() over (partition by quantity order by forecast_on desc) as place
        from (
            select
                accuracy.*,
                coalesce(log_error, -9) / nullif((ln(high) - ln(low)) / 3.29, 0) as z,
                {{ days_between('accuracy.forecast_on', 'observed.observation_end') }} as days_back,
                row_number() over (
                    partition by quantity, floor(({{ days_between('accuracy.forecast_on', 'observed.observation_end') }} - horizon_days) / 30.0)
                    order by accuracy.forecast_on desc
                ) as place_in_window
            from {{ ref('forecast_accuracy') }} as accuracy
            cross join {{ ref('int_observation_window') }} as observed
            where accuracy.channel = 'total' and accuracy.segment <> 'total' and horizon_days = 30 and low > 0
                and {{ days_between('accuracy.forecast_on', 'observed.observation_end') }} between 30 and 126
        ) as scored
        where place_in_window = 1
        window recent as (partition by quantity order by forecast_on rows between 2 preceding and current row)
    ) as judged
    where place = 1 and days_back <= 36 and (is_outside or are_three)
{% endmacro %}
