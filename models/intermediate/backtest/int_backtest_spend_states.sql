with left_censored as (
    select * from {{ ref('int_left_censored') }}
),

repeat_buyers as (
    select *
    from {{ ref('int_backtest_histories') }}
    where monetary_value > 0
        and not {{ is_old_customer('first_purchase_on', 'acquired_on') }}
)

{% for days_back in backtest_cut_offs() %}
select
    {{ days_back }} as days_back,
    states.*
from (
    {{ spend_states('(select * from repeat_buyers where days_back = ' ~ days_back ~ ')') }}
) as states
{{ 'union all' if not loop.last }}
{% endfor %}
