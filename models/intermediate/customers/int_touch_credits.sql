with touchpoints as (
    select * from {{ ref('stg_touchpoints') }}
),

customers as (
    select * from {{ ref('int_buyers') }}
),

-- Only what came before the first order can have led to it; on its day a touch is taken to come first.
touches as (
    select
        touchpoints.customer_id,
        touchpoints.channel,
        row_number() over journey as step,
        count(*) over (partition by touchpoints.customer_id) as steps,
        {{ days_between('cast(touchpoints.touched_at as date)', 'customers.first_purchase_on') }} as days_before
    from touchpoints
    inner join customers on touchpoints.customer_ref = customers.customer_ref
    where cast(touchpoints.touched_at as date) <= customers.first_purchase_on
    window journey as (
        partition by touchpoints.customer_id
        order by touchpoints.touched_at, touchpoints.channel, touchpoints.touchpoint_number
    )
),

weights as (
    select
        customer_id,
        channel,
        case when step = 1 then 1.0 else 0.0 end as first_touch,
        case when step = steps then 1.0 else 0.0 end as last_touch,
        1.0 as linear,
        -- 40 % to each end, 20 % shared by what lies between; two touches share alike.
        case
            when steps <= 2 then 1.0
            when step in (1, steps) then 0.4
            else 0.2 / (steps - 2)
        end as position_based,
        -- Half the credit for every week further from the order; counted from the last touch, so that no total is nothing.
        power(
            cast(0.5 as {{ double() }}),
            (days_before - min(days_before) over (partition by customer_id)) / cast(7 as {{ double() }})
        ) as time_decay
    from touches
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
