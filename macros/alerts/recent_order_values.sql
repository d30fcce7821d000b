{#-
  Orders with their tenth among those of the half year before the last week: is_recent, bin (1 to 10) and amount. Free orders and
  refunds are left out.
-#}
{% macro recent_order_values() %}
    with orders as (
        select
            cast(transactions.amount as {{ double() }}) as amount,
            transactions.ordered_on > {{ dbt.dateadd('day', -7, 'observed.observation_end') }} as is_recent
        from {{ ref('stg_transactions') }} as transactions
        cross join {{ ref('int_observation_window') }} as observed
        where transactions.amount > 0
            and transactions.ordered_on > {{ dbt.dateadd('day', -187, 'observed.observation_end') }}
    ),

    tenths as (
        select
            tenth,
            max(amount) as most
        from (
            select amount, ntile(10) over (order by amount) as tenth from orders where not is_recent
        ) as ranked
        group by tenth
    ),

    bounds as (
        select {% for tenth in range(1, 10) %}max(case when tenth = {{ tenth }} then most end) as most_{{ tenth }}{{ ', ' if not loop.last }}{% endfor %} from tenths
    )

    select
        orders.is_recent,
        orders.amount,
        case {% for tenth in range(1, 10) %}when orders.amount <= bounds.most_{{ tenth }} then {{ tenth }} {% endfor %}else 10 end as bin
    from orders
    cross join bounds
{% endmacro %}
