{#- Each check passes where its figure lies between these two. -#}
{% set allowed = {
    'value_by_frequency': (-0.1, 0.1), 'repeat_to_first_order': (0.9, 1.1), 'last_half_year_to_before': (0.95, 1.05), 'order_value_in_the_backtest': (0.95, 1.05),
} %}

with spend_states as (
    select
        *,
        ln(cast(frequency as {{ double() }})) as log_frequency
    from {{ ref('int_spend_states') }}
),

buyers as (
    select * from {{ ref('int_buyers') }} where frequency > 0
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
),

purchase_days as (
    select * from {{ ref('int_purchase_days') }} where is_purchase_day
),

backtest as (
    select *
    from {{ ref('backtest_forecasts') }}
    where in_use and scope = 'total' and purchases_predicted > 0 and purchases_actual > 0 and money_predicted > 0 and money_actual > 0
),

moments as (
    select
        cast(sum(customers) as {{ double() }}) as n,
        {{ exact_sum('customers * log_frequency') }} as x,
        {{ exact_sum('customers * mean_log_spend') }} as y,
        {{ exact_sum('customers * log_frequency * log_frequency') }} as xx,
        {{ exact_sum('customers * (mean_log_spend * mean_log_spend + variance_log_spend)') }} as yy,
        {{ exact_sum('customers * log_frequency * mean_log_spend') }} as xy
    from spend_states
),

correlated as (
    select
        n,
        (xy - x * y / n) / sqrt(nullif(greatest(xx - x * x / n, 0), 0) * nullif(greatest(yy - y * y / n, 0), 0)) as r
    from moments
    where n > 3
),

-- Fisher's z: the inverse hyperbolic tangent of a correlation is about normal, of variance 1 / (n - 3).
transformed as (
    select
        n,
        r,
        ln((1 + r) / (1 - r)) as twice_z,
        2 * 1.6449 / sqrt(n - 3) as twice_deviation
    from correlated
    where abs(r) < 1
),

checks as (
    select
        'value_by_frequency' as check_name,
        r as figure,
        1 - 2 / (exp(twice_z - twice_deviation) + 1) as low,
        1 - 2 / (exp(twice_z + twice_deviation) + 1) as high
    from transformed

    union all

    select
        'repeat_to_first_order',
        {{ exact_sum('monetary_value') }} / nullif({{ exact_sum('realised_revenue - frequency * monetary_value') }}, 0),
        cast(null as {{ double() }}),
        cast(null as {{ double() }})
    from buyers

    union all

    select
        'last_half_year_to_before',
        (
            cast(sum(case when {{ days_between('ordered_on', 'observation_end') }} < 182 then value end) as {{ double() }})
            / nullif(sum(case when {{ days_between('ordered_on', 'observation_end') }} < 182 then 1 end), 0)
        ) / nullif(
            cast(sum(case when {{ days_between('ordered_on', 'observation_end') }} >= 182 then value end) as {{ double() }})
            / nullif(sum(case when {{ days_between('ordered_on', 'observation_end') }} >= 182 then 1 end), 0),
            0
        ),
        cast(null as {{ double() }}),
        cast(null as {{ double() }})
    from purchase_days
    cross join observation_window

    union all

    select
        'order_value_in_the_backtest',
        exp({{ exact_sum('ln(money_predicted / purchases_predicted) - ln(money_actual / purchases_actual)') }} / count(*)),
        cast(null as {{ double() }}),
        cast(null as {{ double() }})
    from backtest
    having count(*) > 0
)

select
    check_name,
    {{ keep_bits('figure') }} as figure,
    {{ keep_bits('low') }} as low,
    {{ keep_bits('high') }} as high,
    case check_name
        {%- for name, ends in allowed.items() %}
        when '{{ name }}' then
            {%- if name == 'value_by_frequency' %} not (low > {{ ends[1] }} or high < {{ ends[0] }})
            {%- else %} figure between {{ ends[0] }} and {{ ends[1] }}
            {%- endif %}
        {%- endfor %}
    end as holds,
    case check_name
        when 'value_by_frequency' then 'Gamma-Gamma takes order values to be independent of how often a customer buys. Where they go together, frequent buyers are worth more than is said, and one-time buyers less.'
        when 'repeat_to_first_order' then 'The value of repeat orders is predicted; first orders are known. A welcome basket or a discount shows here, and matters only where first orders stand in for the model.'
        when 'last_half_year_to_before' then 'Order values are taken not to change in time. What is predicted is their average over the whole history.'
        else 'Predicted over actual value of a purchase at the earlier cut-offs: what all of this has cost. It is in the intervals of money.'
    end as what_it_means
from checks
where figure is not null
