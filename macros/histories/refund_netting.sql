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
            case
                when amount >= 0 then ordered_at
                else greatest(ordered_at, min(
                    case when amount >= 0 then ordered_at end
                ) over (partition by customer_ref, transaction_id))
            end as counts_at
        from {{ transactions }} as transactions
    ),

    -- It takes from that sale: of its id, what was sold in all, and from each order on; what came back in all, and up to each refund.
    sums_by_id as (
        select
            *,
            sum(greatest(amount, 0)) over (partition by customer_ref, transaction_id) as sold,
            sum(greatest(-amount, 0)) over (partition by customer_ref, transaction_id) as returned,
            sum(greatest(amount, 0)) over (
                partition by customer_ref, transaction_id
                order by counts_at desc, ordered_at desc, amount desc
                rows between unbounded preceding and current row
            ) as sold_from_here,
            sum(greatest(-amount, 0)) over (
                partition by customer_ref, transaction_id
                order by counts_at, ordered_at, amount
                rows between unbounded preceding and current row
            ) as returned_so_far
        from dated
    ),

    named as (
        select
            *,
            case
                when amount > 0 then amount - (least(returned, sold_from_here) - least(returned, sold_from_here - amount))
                else amount + (least(sold, returned_so_far) - least(sold, returned_so_far + amount))
            end as amount_left
        from sums_by_id
    ),

    -- Orders pile up and other refunds take from the top of the pile: the latest earlier purchases go first. The pile's height is
    -- the running balance, lifted to zero whenever a refund finds nothing left to take. A refund without a time of day comes after
    -- the orders of its day.
    balances as (
        select
            customer_ref,
            transaction_id,
            ordered_at,
            ordered_on,
            amount,
            amount_left,
            sum(amount_left) over history as balance,
            row_number() over history as position
        from named
        window history as (
            partition by customer_ref
            order by
                cast(counts_at as date), (amount < 0 and {{ is_midnight('counts_at') }}), counts_at, (amount < 0), transaction_id,
                ordered_at, amount
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
            balance - amount_left - earlier_shortfall as height_before,
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
