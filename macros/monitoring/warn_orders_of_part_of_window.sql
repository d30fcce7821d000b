{#-
  Warning: a tenth of the spend in the spend window was spent more than a month before the first order that is known, as where the export of
  orders was cut at so many rows: CAC is too high.
-#}
{% macro warn_orders_of_part_of_window() %}
    {%- if was_looked_at('transactions', 'ordered_at') %}
    {{ no_warning() }}
    {%- else %}
    select
        'orders_of_part_of_window' as rule,
        'transactions' as relation,
        early_days as row_count,
        cast(early_spend as {{ money() }}) as amount,
        'spend from ' || first_spend || ', the first order on ' || first_day as example,
        'A part of the spend of the window was spent long before the first order that is known, as where the export of orders lacks the older ones: CAC is too high, and ROI too low.' as why,
        'Export all orders from the first day of spend on, or set spend_window_days: ' || known_days
            || {{ quoted_text(', so that the window begins with the orders; if nothing was sold before, write ignore: ['
            ~ input_column_name('transactions', 'ordered_at') ~ '] into the mapping of transactions.') }} as remedy
    from (
        select
            min(spent.spend_date) as first_spend,
            max(orders.first_day) as first_day,
            max({{ days_between('orders.first_day', 'observation_window.observation_end') }}) + 1 as known_days,
            sum(case when {{ days_between('spent.spend_date', 'orders.first_day') }} > 31 then 1 else 0 end) as early_days,
            sum(case when {{ days_between('spent.spend_date', 'orders.first_day') }} > 31 then spent.spend else 0 end) as early_spend,
            sum(spent.spend) as spend
        from {{ ref('stg_ad_spend') }} as spent
        cross join (select first_day from {{ ref('int_left_censored') }}) as orders
        cross join {{ ref('int_observation_window') }} as observation_window
        where {{ in_spend_window('spent.spend_date') }}
    ) as sums
    where early_spend > 0 and 10 * early_spend >= spend
    {%- endif %}
{% endmacro %}
