{#-
  One row per transaction of `transactions`, with what later refunds leave of it. `transactions` is a relation or a subquery with
  the columns customer_ref, transaction_id, ordered_at, ordered_on and amount: the backtest passes the transactions up to its
  cut-off, so that netting cannot look ahead. Only customers with refunds need it.
-#}
{% macro refund_netting(transactions) %}
    -- A refund under the id of its sale is never before it, whatever the time says. Several such count at the time of the sale; among
    -- them their own times decide, not the order in which the rows came.
    with dated as (
        select
            *,
            greatest(ordered_at, min(
                case when amount >= 0 then ordered_at end
            ) over (partition by customer_ref, transaction_id)) as sold_at
        from {{ transactions }} as transactions
    ),

    -- Orders pile up and refunds take from the top of the pile: the latest earlier purchases go first. The pile's height is
    -- the running balance, lifted to zero whenever a refund finds nothing left to take.
    balances as (
        select
            customer_ref,
            transaction_id,
            ordered_at,
            ordered_on,
            amount,
            sum(amount) over history as balance,
            row_number() over history as position
        from dated
        window history as (
            partition by customer_ref
            order by case when amount < 0 then sold_at else ordered_at end, (amount < 0), transaction_id, ordered_at, amount
            rows between unbounded preceding and current row
        )
    ),

    shortfalls as (
        select
            *,
            least(0, min(balance) over history) as shortfall,
            least(0, coalesce(min(balance) over (
                partition by customer_ref order by position rows between unbounded preceding and 1 preceding
            ), 0)) as earlier_shortfall
        from balances
        window history as (partition by customer_ref order by position rows between unbounded preceding and current row)
    ),

    -- What is left of an order is what the pile never sinks below again.
    piles as (
        select
            *,
            balance - amount - earlier_shortfall as height_before,
            min(balance - shortfall) over (
                partition by customer_ref order by position rows between current row and unbounded following
            ) as lowest_height_from_here
        from shortfalls
    )

    select
        customer_ref,
        transaction_id,
        ordered_at,
        ordered_on,
        amount,
        cast(
            case when amount > 0 then greatest(0, lowest_height_from_here - height_before) else 0 end as decimal(18, 4)
        ) as kept_amount,
        cast(shortfall - earlier_shortfall as decimal(18, 4)) as unmatched_refund
    from piles
{% endmacro %}
