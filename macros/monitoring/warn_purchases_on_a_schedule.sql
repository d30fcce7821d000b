{#-
  Warning: two fifths of the gaps between a customer's purchases are equally long, as those of subscriptions and yearly gifts are. Gaps
  at random lie within a tenth of their median in 5 to 7 % of cases (CDNOW, UCI Online Retail, apparel). Daily habits, with a median of
  a few days, are left alone, and so is who has named a purchase model.
-#}
{% macro warn_purchases_on_a_schedule() %}
    {%- set purchase_days, customers = ref('int_purchase_days'), ref('int_backtest_customers') %}
    {%- set length = 'least(cast(round(median) as bigint), 365)' %}
    with days as (
        select
            bought.customer_ref,
            bought.ordered_on,
            lag(bought.ordered_on) over (partition by bought.customer_ref order by bought.ordered_on) as before
        from {{ purchase_days }} as bought
        inner join {{ customers }} as customers on bought.customer_ref = customers.customer_ref
        where bought.is_purchase_day and {{ 'true' if var('purchase_model') == 'auto' else 'false' }}
    ),

    gaps as (
        select
            customer_ref,
            {{ days_between('before', 'ordered_on') }} as gap
        from days
        where before is not null
    ),

    usual as (
        select percentile_cont(0.5) within group (order by gap) as median from gaps
    ),

    counted as (
        select
            usual.median,
            count(*) as gaps,
            count(distinct gaps.customer_ref) as customers,
            cast(sum(case when abs(gaps.gap - usual.median) <= greatest(0.1 * usual.median, 1) then 1 else 0 end) as bigint) as alike
        from gaps
        cross join usual
        group by usual.median
    )

    select
        'purchases_on_a_schedule' as rule,
        'transactions' as relation,
        alike as row_count,
        cast(null as {{ money() }}) as amount,
        alike || ' of ' || gaps || ' gaps between purchases are about ' || {{ length }} || ' days' as example,
        'Customers buy on a schedule, as subscribers do. Models of purchases at random times take those who stopped for living, and their sums were off by up to a half.' as why,
        'Set the variables purchase_model: bg_bb and opportunity_days: ' || {{ length }} || '; or name another purchase_model than auto.' as remedy
    from counted
    where median >= 6 and customers >= 30 and gaps >= 100 and alike >= 0.4 * gaps
{% endmacro %}
