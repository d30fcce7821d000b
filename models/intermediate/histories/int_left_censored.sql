{#-
  In the first 91 days of the data many more buyers are "new" per day than later: more than 1.5 times the rate from day 92 to 456,
  at least 30 of them, half a year of data. Most of them had bought before the data begin. Four weeks and more without any order are no
  days: a shop that was closed wins nobody.
-#}
{% set early_days, later_days = 91, 365 %}

with observed as (
    select * from {{ ref('base_observation_end') }}
),

first_purchases as (
    select first_purchase_on from {{ ref('int_customer_histories') }} where first_purchase_on is not null
),

first_day as (
    select min(first_purchase_on) as first_day from first_purchases
),

gaps as (
    select
        {{ days_between('first_day.first_day', 'days.ordered_on') }} as reopened_at,
        {{ days_between('days.day_before', 'days.ordered_on') }} - 1 as closed_days
    from (
        select ordered_on, lag(ordered_on) over (order by ordered_on) as day_before
        from (
            select distinct order_days.ordered_on
            from {{ ref('base_order_days') }} as order_days
            inner join observed on order_days.ordered_on <= observed.observation_end
            where order_days.reason is null
        ) as days_with_orders
    ) as days
    cross join first_day
),

closed as (
    select
        coalesce(sum(case when reopened_at < {{ early_days }} then closed_days else 0 end), 0) as early_closed_days,
        coalesce(sum(case when reopened_at between {{ early_days }} and {{ early_days + later_days - 1 }} then closed_days else 0 end), 0)
            as later_closed_days
    from gaps
    where closed_days >= 28 and reopened_at > 0
),

counted as (
    select
        first_day.first_day,
        {{ days_between('first_day.first_day', 'observed.observation_end') }} as span_days,
        sum(
            case when {{ days_between('first_day.first_day', 'first_purchases.first_purchase_on') }} < {{ early_days }} then 1 else 0 end
        ) as early_buyers,
        sum(
            case
                when {{ days_between('first_day.first_day', 'first_purchases.first_purchase_on') }}
                    between {{ early_days }} and {{ early_days + later_days - 1 }} then 1
                else 0
            end
        ) as later_buyers
    from first_purchases
    cross join first_day
    cross join observed
    group by first_day.first_day, observed.observation_end
),

judged as (
    select
        counted.*,
        {{ early_days }} - closed.early_closed_days as early_days,
        least(counted.span_days, {{ early_days + later_days - 1 }}) - {{ early_days - 1 }} - closed.later_closed_days as later_days
    from counted
    cross join closed
),

recognised as (
    select
        *,
        span_days >= 182 and early_buyers >= 30 and later_buyers > 0
            and early_buyers * later_days > 1.5 * later_buyers * early_days as is_recognised
    from judged
)

select
    first_day,
    cast(early_buyers as bigint) as early_buyers,
    cast(later_buyers as bigint) as later_buyers,
    cast(later_days as bigint) as later_days,
    is_recognised,
    -- The last day on which a first purchase counts as that of an old customer; null where nobody is left out.
    cast(
        {%- if var('left_censored') == 'leave_out' %}
        case when is_recognised then {{ dbt.dateadd('day', early_days - 1, 'first_day') }} end
        {%- else %}
        null
        {%- endif %} as date
    ) as stock_until
from recognised
