with cut_offs as (
    select * from {{ ref('int_backtest_cut_offs') }}
),

customers as (
    select * from {{ ref('int_backtest_customers') }}
),

purchase_days as (
    select * from {{ ref('int_backtest_days') }}
),

histories as (
    {%- for days_back in backtest_cut_offs() %}
    select
        {{ days_back }} as days_back,
        seen_then.*
    from (
        {{ customer_histories(
            '(select * from purchase_days where days_back = ' ~ days_back ~ ')', cut_off_of('cut_offs', days_back)
        ) }}
    ) as seen_then
    {{ 'union all' if not loop.last }}
    {%- endfor %}
){% if counts_opportunities() %},

opportunities as (
    {{ customer_opportunities('purchase_days', 'histories', by=['days_back', 'customer_ref']) }}
){% endif %},

as_counted as (
    {{ model_histories('histories', 'opportunities', by=['days_back', 'customer_ref']) }}
)

select
    histories.days_back,
    histories.customer_ref,
    customers.channel,
    customers.acquired_on,
    histories.first_purchase_on,
    histories.frequency,
    histories.recency,
    histories.T,
    histories.model_frequency,
    histories.model_recency,
    histories.model_purchase_days,
    histories.monetary_value
from as_counted as histories
inner join customers on histories.customer_ref = customers.customer_ref
where histories.first_purchase_on is not null
