{#-
  One row per channel, frequency and bin of the logarithm of the mean repeat spend, from `customers`, a relation or a subquery
  with the columns channel, frequency and monetary_value of repeat buyers. Bins of 1/64 in the logarithm: with the first two
  moments of each bin kept, parameters are good to about 1e-8.
-#}
{% macro spend_states(customers) %}
    {% set bins_per_log_unit = 64 %}
    -- Spends relative to their mean: the bins, and so the fit, do not depend on the unit of money. Sums of floats would depend
    -- on the order of rows; sums of decimals do not.
    with spend_unit as (
        select
            cast(sum(cast(monetary_value as {{ money() }})) as {{ double() }}) / count(*) as spend_unit
        from {{ customers }} as customers
    ),

    log_spends as (
        select
            repeat_buyers.channel,
            repeat_buyers.frequency,
            spend_unit.spend_unit,
            ln(repeat_buyers.monetary_value / spend_unit.spend_unit) as log_spend
        from {{ customers }} as repeat_buyers
        cross join spend_unit
    ),

    binned as (
        select
            *,
            cast(floor(log_spend * {{ bins_per_log_unit }}) as integer) as spend_bin,
            log_spend - (floor(log_spend * {{ bins_per_log_unit }}) + cast(0.5 as {{ double() }})) / {{ bins_per_log_unit }} as distance
        from log_spends
    ),

    summed as (
        select
            channel,
            frequency,
            spend_bin,
            spend_unit,
            count(*) as customers,
            cast(sum(cast(distance as decimal(18, 15))) as {{ double() }}) as distance,
            cast(sum(cast(distance * distance as decimal(18, 15))) as {{ double() }}) as squared_distance
        from binned
        group by channel, frequency, spend_bin, spend_unit
    )

    select
        channel,
        frequency,
        spend_bin,
        spend_unit,
        customers,
        (spend_bin + cast(0.5 as {{ double() }})) / {{ bins_per_log_unit }} + distance / customers as mean_log_spend,
        greatest(squared_distance / customers - (distance / customers) * (distance / customers), 0) as variance_log_spend
    from summed
{% endmacro %}
