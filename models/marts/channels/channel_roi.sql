{#- The intervals are those of the horizon LTV; another average has none. Payback is of the same curve whatever is averaged. -#}
{% set has_intervals = var('ltv_basis') == 'horizon' %}
{% set of_the_average = [
    'average_ltv_low', 'average_ltv_high', 'roi_low', 'roi_high', 'probability_ltv_exceeds_cac', 'probability_ltv_exceeds_target',
    'width_from_parameters', 'width_from_chance', 'width_from_model_error', 'next_customers_ltv', 'next_customers_ltv_low',
    'next_customers_ltv_high'
] %}

with costs as (
    select * from {{ ref('int_channel_costs') }}
),

buyers as (
    select * from {{ ref('customer_ltv') }} where T is not null
),

observation_window as (
    select * from {{ ref('int_observation_window') }}
),

channel_intervals as (
    select * from {{ ref('channel_intervals') }}
),

spend_coverage as (
    select * from {{ ref('int_spend_coverage') }} where is_part
),

averages as (
    select
        buyers.channel,
        {{ exact_sum('buyers.' ~ ltv_column()) }} / nullif(count(buyers.{{ ltv_column() }}), 0) as average_ltv
    from buyers
    cross join observation_window
    where {{ in_spend_window('buyers.acquired_on') }}
    group by buyers.channel
),

ratios as (
    select
        costs.*,
        averages.average_ltv,
        (averages.average_ltv - costs.cac) / costs.cac as roi,
        averages.average_ltv / costs.cac as ltv_to_cac,
        {%- for column in of_the_average %}
        {{ 'channel_intervals.' ~ column if has_intervals else 'cast(null as ' ~ double() ~ ')' }} as {{ column }},
        {%- endfor %}
        {%- if has_intervals %}
        case
            when costs.customers = 0 then 'The channel has no customers in the window.' else channel_intervals.reason
        end as reason,
        {%- else %}
        'Intervals are those of the horizon LTV: with this ltv_basis there are none.' as reason,
        {%- endif %}
        'Spend is known from ' || spend_coverage.first_day || ' to ' || spend_coverage.last_day || ' only, and '
            || (spend_coverage.early + spend_coverage.late) || ' of ' || spend_coverage.customers
            || ' customers came outside of it: CAC is too low.' as why_too_low,
        channel_intervals.payback_days,
        channel_intervals.payback_days_low,
        channel_intervals.payback_days_high
    from costs
    left join averages on costs.channel = averages.channel
    left join channel_intervals on costs.channel = channel_intervals.channel
    left join spend_coverage on costs.channel = spend_coverage.channel
)

select
    channel,
    customers,
    spend,
    cac,
    average_ltv,
    roi,
    ltv_to_cac,
    average_ltv_low,
    average_ltv_high,
    probability_ltv_exceeds_cac,
    payback_days,
    -- Each verdict is defined in the seed `verdicts`.
    case
        when spend is null then 'spend_unknown'
        when customers = 0 and spend > 0 then 'spend_without_customers'
        when customers = 0 then 'no_activity'
        when not has_spend_rows then 'customers_without_spend'
        when spend <= 0 then 'zero_spend'
        when why_too_low is not null then 'spend_of_part_of_window'
        when average_ltv is null then 'no_prediction'
        -- Without a probability nothing is sure, and the verdict speaks of the ratio alone.
        when probability_ltv_exceeds_cac is null and ltv_to_cac >= {{ var('target_ltv_to_cac') }} then 'ratio_reaches_target'
        when probability_ltv_exceeds_cac is null and ltv_to_cac >= 1 then 'ratio_covers_cac'
        when probability_ltv_exceeds_cac is null then 'ratio_below_cac'
        when probability_ltv_exceeds_cac > 0.05 and probability_ltv_exceeds_cac < 0.95 then 'insufficient_evidence'
        -- That the average is worth its cost is not enough to grow: it has to be worth the target, and surely so.
        when ltv_to_cac >= {{ var('target_ltv_to_cac') }} and probability_ltv_exceeds_target >= 0.95 then 'grow'
        when ltv_to_cac >= 1 then 'hold'
        else 'cut'
    end as verdict,
    roi_low,
    roi_high,
    payback_days_low,
    payback_days_high,
    sign_ups_without_purchase,
    overhead,
    fully_loaded_cac,
    probability_ltv_exceeds_target,
    width_from_parameters,
    width_from_chance,
    width_from_model_error,
    next_customers_ltv,
    next_customers_ltv_low,
    next_customers_ltv_high,
    case when why_too_low is null then reason else why_too_low || coalesce(' ' || reason, '') end as reason
from ratios
