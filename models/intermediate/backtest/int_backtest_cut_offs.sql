{#- Days of history that a fit needs before it is asked for a forecast. -#}
{% set least_history = 90 %}

with observation_window as (
    select * from {{ ref('int_observation_window') }}
),

first_day as (
    select min(first_purchase_on) as first_day from {{ ref('int_customer_histories') }}
),

asked_for as (
    {%- for days_back in backtest_cut_offs() %}
    select {{ days_back }} as days_back
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    asked_for.days_back,
    cast({{ dbt.dateadd('day', '-1 * asked_for.days_back', 'observation_window.observation_end') }} as date) as cut_off
from asked_for
cross join observation_window
cross join first_day
where asked_for.days_back > 0
    and {{ days_between('first_day.first_day', 'observation_window.observation_end') }} - asked_for.days_back >= {{ least_history }}
