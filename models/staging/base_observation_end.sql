{% do refuse_unusable_orders() %}
{% if var('observation_end') -%}
select date '{{ var('observation_end') }}' as observation_end
{%- else -%}
-- The last day with an accepted order, orders of the future left out: those after the day of the build, and those that lie more
-- than {{ quiet_days() }} days without any order after all others and are one row, or at most a thousandth of all rows.
with days as (
    select
        ordered_on,
        row_count
    from {{ ref('base_order_days') }}
    where reason is null
        and ordered_on <= date '{{ last_day_taken() }}'
),

gaps as (
    select
        ordered_on,
        {{ days_between('lag(ordered_on) over (order by ordered_on)', 'ordered_on') }} as quiet_days,
        lag(ordered_on) over (order by ordered_on) as day_before,
        sum(row_count) over (order by ordered_on rows between current row and unbounded following) as rows_from_here,
        sum(row_count) over () as all_rows
    from days
),

far_after_all_others as (
    select min(day_before) as last_plausible_day
    from gaps
    where quiet_days > {{ quiet_days() }} and rows_from_here <= greatest(1, all_rows / 1000)
)

select coalesce(
    (select last_plausible_day from far_after_all_others),
    (select max(ordered_on) from days)
) as observation_end
{%- endif %}
