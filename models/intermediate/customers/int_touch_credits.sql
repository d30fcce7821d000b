with touchpoints as (
    select * from {{ ref('stg_touchpoints') }}
),

customers as (
    select * from {{ ref('int_buyers') }}
),

first_orders as (
    select
        customers.customer_ref,
        customers.first_purchase_on,
        min(transactions.ordered_at) as ordered_at
    from {{ ref('stg_transactions') }} as transactions
    inner join customers
        on transactions.customer_ref = customers.customer_ref and transactions.ordered_on = customers.first_purchase_on
    where transactions.amount >= 0
        and customers.customer_ref in (select customer_ref from touchpoints)
    group by customers.customer_ref, customers.first_purchase_on
),

-- Only what came before the first order can have led to it; on its day a touch is taken to come first where either has no time.
touches as (
    select
        touchpoints.customer_id,
        touchpoints.channel,
        touchpoints.touched_at = min(touchpoints.touched_at) over journey as is_first,
        touchpoints.touched_at = max(touchpoints.touched_at) over journey as is_last,
        count(*) over journey as steps,
        {{ days_between('cast(touchpoints.touched_at as date)', 'first_orders.first_purchase_on') }} as days_before
    from touchpoints
    inner join first_orders on touchpoints.customer_ref = first_orders.customer_ref
    where cast(touchpoints.touched_at as date) <= first_orders.first_purchase_on
        and (
            touchpoints.touched_at <= first_orders.ordered_at
            or {{ is_midnight('first_orders.ordered_at') }}
        )
    window journey as (partition by touchpoints.customer_id)
),

-- Touches of one moment, as those of days without times, share what the first or the last one gets.
counted as (
    select
        *,
        sum(case when is_first then 1 else 0 end) over (partition by customer_id) as first_ones,
        sum(case when is_last then 1 else 0 end) over (partition by customer_id) as last_ones
    from touches
),

weights as (
    select
        customer_id,
        channel,
        case when is_first then 1.0 else 0.0 end as first_touch,
        case when is_last then 1.0 else 0.0 end as last_touch,
        1.0 as linear,
        -- 40 % to each end, 20 % shared by what lies between; two touches, and touches of one moment, share alike.
        case
            when steps <= 2 or is_first and is_last then 1.0
            when is_first then 0.4 / first_ones
            when is_last then 0.4 / last_ones
            else 0.2 / (steps - first_ones - last_ones)
        end as position_based,
        -- Half the credit for every week further from the order; counted from the last touch, so that no total is nothing.
        power(
            cast(0.5 as {{ double() }}),
            (days_before - min(days_before) over (partition by customer_id)) / cast(7 as {{ double() }})
        ) as time_decay
    from counted
),

by_rule as (
    {%- for rule in ['first_touch', 'last_touch', 'linear', 'position_based', 'time_decay'] %}
    select customer_id, channel, '{{ rule }}' as rule, cast({{ rule }} as decimal(28, 15)) as weight from weights
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

totals as (
    select customer_id, rule, sum(weight) as total_weight from by_rule group by customer_id, rule
)

select
    by_rule.customer_id,
    by_rule.rule,
    by_rule.channel,
    cast(sum(by_rule.weight) as {{ double() }}) / cast(totals.total_weight as {{ double() }}) as credit
from by_rule
inner join totals on by_rule.customer_id = totals.customer_id and by_rule.rule = totals.rule
group by by_rule.customer_id, by_rule.rule, by_rule.channel, totals.total_weight
