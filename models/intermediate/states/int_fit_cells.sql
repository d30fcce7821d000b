{#- BG/BB counts whole opportunities, of which there are few; the reference engine takes histories as they are. -#}
{% set are_exact = counts_opportunities() or var('engine') == 'lifetimes' %}

with states as (
    select
        *,
        T - recency as rest
    from {{ ref('int_fit_states') }}
),

counted as (
    select count(*) as states from {{ ref('int_rfm_states') }}
),

placed as (
    select
        states.*,
        {%- for days in ['recency', 'rest'] %}
        {%- if are_exact %}
        {{ days }} as {{ days }}_cell,
        {%- else %}
        case when counted.states <= {{ var('exact_states') }} then {{ days }} else {{ cell_start(days, 'frequency') }} end as {{ days }}_cell,
        {%- endif %}
        {%- endfor %}
        cast(customers as {{ double() }}) as weight
    from states
    cross join counted
),

cells as (
    select
        channel,
        frequency,
        recency_cell,
        rest_cell,
        cast(sum(customers) as bigint) as customers,
        cast(sum(purchase_days) as bigint) as purchase_days,
        -- Sums of whole numbers, which floats hold exactly, from the cell's first days on.
        sum(weight * (recency - recency_cell)) as recency,
        sum(weight * (rest - rest_cell)) as rest,
        sum(weight * (recency - recency_cell) * (recency - recency_cell)) as squared_recency,
        sum(weight * (rest - rest_cell) * (rest - rest_cell)) as squared_rest,
        sum(weight * (recency - recency_cell) * (rest - rest_cell)) as product
    from placed
    group by channel, frequency, recency_cell, rest_cell
),

means as (
    select
        *,
        coalesce(recency / nullif(customers, 0), 0) as later_recency,
        coalesce(rest / nullif(customers, 0), 0) as later_rest
    from cells
)

select
    channel,
    frequency,
    recency_cell,
    rest_cell,
    customers,
    purchase_days,
    recency_cell + later_recency as mean_recency,
    rest_cell + later_rest as mean_rest,
    coalesce(greatest(squared_recency / nullif(customers, 0) - later_recency * later_recency, 0), 0) as recency_variance,
    coalesce(greatest(squared_rest / nullif(customers, 0) - later_rest * later_rest, 0), 0) as rest_variance,
    coalesce(product / nullif(customers, 0) - later_recency * later_rest, 0) as covariance
from means
