with observation_window as (
    select * from {{ ref('int_observation_window') }}
),

accepted as (
    select 'transactions' as relation, amount, lines as row_count from {{ ref('stg_transactions') }}
    union all
    select 'customers', null, 1 from {{ ref('stg_customers') }}
    union all
    select 'ad_spend', spend, 1 from {{ ref('stg_ad_spend') }}
    union all
    select 'exchange_rates', null, 1 from {{ ref('base_exchange_rates') }} where reason is null
    union all
    select 'touchpoints', null, 1 from {{ ref('stg_touchpoints') }}
    union all
    select 'overhead_costs', amount, 1 from {{ ref('stg_overhead_costs') }}
    union all
    select 'spend_experiments', null, 1 from {{ ref('stg_spend_experiments') }}
    union all
    select 'calendar_index', null, 1 from {{ ref('stg_calendar_index') }}
),

outcomes as (
    select relation, 'accepted' as outcome, amount, row_count from accepted
    union all
    select relation, reason, amount, 1 from {{ ref('rejected_rows') }}
)

select
    outcomes.relation,
    outcomes.outcome,
    observation_window.observation_end,
    cast(sum(outcomes.row_count) as bigint) as row_count,
    cast(sum(outcomes.amount) as {{ money() }}) as amount
from outcomes
cross join observation_window
group by outcomes.relation, outcomes.outcome, observation_window.observation_end
