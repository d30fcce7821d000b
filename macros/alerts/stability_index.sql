{#-
  Population stability index of a query with the columns is_recent, bin and amount: sum over bins of (p - q) ln(p / q), p and q being
  the shares of recent and past rows, a bin without rows counting as half a row. One row: psi, recent_orders, past_orders and means.
-#}
{% macro stability_index(rows) %}
    select
        sum((recent / all_recent - past / all_past) * ln((recent / all_recent) / (past / all_past))) as psi,
        cast(max(recent_orders) as {{ double() }}) as recent_orders,
        cast(max(past_orders) as {{ double() }}) as past_orders,
        max(recent_mean) as recent_mean,
        max(past_mean) as past_mean
    from (
        select
            greatest(cast(sum(case when is_recent then 1 else 0 end) as {{ double() }}), 0.5) as recent,
            greatest(cast(sum(case when is_recent then 0 else 1 end) as {{ double() }}), 0.5) as past,
            cast(sum(sum(case when is_recent then 1 else 0 end)) over () as {{ double() }}) as all_recent,
            cast(sum(sum(case when is_recent then 0 else 1 end)) over () as {{ double() }}) as all_past,
            sum(sum(case when is_recent then 1 else 0 end)) over () as recent_orders,
            sum(sum(case when is_recent then 0 else 1 end)) over () as past_orders,
            sum(sum(case when is_recent then amount else 0 end)) over () / nullif(sum(sum(case when is_recent then 1 else 0 end)) over (), 0) as recent_mean,
            sum(sum(case when is_recent then 0 else amount end)) over () / nullif(sum(sum(case when is_recent then 0 else 1 end)) over (), 0) as past_mean
        from ({{ rows }}) as binned
        group by bin
    ) as bins
    where all_recent > 0 and all_past > 0
    having max(all_recent) > 0
{% endmacro %}
