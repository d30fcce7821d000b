with observation_window as (
    select * from {{ ref('int_observation_window') }}
),

buyers as (
    select * from {{ ref('int_buyers') }}
),

ad_spend as (
    select * from {{ ref('stg_ad_spend') }}
),

overhead_costs as (
    select * from {{ ref('stg_overhead_costs') }}
),

registered_customers as (
    select * from {{ ref('stg_customers') }}
),

channels as (
    select channel from buyers
    union
    select channel from ad_spend
    union
    select channel from overhead_costs where channel is not null
),

-- Both sides look through the same window, and each is summed before they meet.
acquired as (
    select
        buyers.channel,
        count(*) as customers
    from buyers
    cross join observation_window
    where {{ in_spend_window('buyers.acquired_on') }}
    group by buyers.channel
),

spent as (
    select
        ad_spend.channel,
        sum(ad_spend.spend) as spend
    from ad_spend
    cross join observation_window
    where {{ in_spend_window('ad_spend.spend_date') }}
    group by ad_spend.channel
),

-- Registered in the window and never bought: no cost is shared with them, but they are shown.
signed_up as (
    select
        registered_customers.channel,
        count(*) as sign_ups_without_purchase
    from registered_customers
    cross join observation_window
    left join buyers on registered_customers.customer_ref = buyers.customer_ref
    where buyers.customer_ref is null
        and {{ in_spend_window('registered_customers.acquired_on') }}
    group by registered_customers.channel
),

overhead as (
    select
        overhead_costs.channel,
        sum(overhead_costs.amount) as overhead
    from overhead_costs
    cross join observation_window
    where {{ in_spend_window('overhead_costs.cost_date') }}
    group by overhead_costs.channel
),

-- A cost of no channel is every new buyer's alike.
shared_overhead as (
    select
        cast(coalesce((select sum(overhead) from overhead where channel is null), 0) as {{ double() }})
        / nullif((select sum(customers) from acquired), 0) as shared_overhead_per_customer
),

spend_is_known as (
    select count(*) > 0 as spend_is_known from spent
)

select
    channels.channel,
    coalesce(acquired.customers, 0) as customers,
    coalesce(signed_up.sign_ups_without_purchase, 0) as sign_ups_without_purchase,
    spent.channel is not null as has_spend_rows,
    case when spend_is_known then cast(coalesce(spent.spend, 0) as {{ money() }}) end as spend,
    case when spent.spend > 0 then cast(spent.spend as {{ double() }}) / acquired.customers end as cac,
    cast(coalesce(overhead.overhead, 0) as {{ money() }}) as overhead,
    case when spend_is_known then
        nullif(
            greatest(
                cast(coalesce(spent.spend, 0) + coalesce(overhead.overhead, 0) as {{ double() }}) / acquired.customers
                + shared_overhead.shared_overhead_per_customer,
                0
            ),
            0
        )
    end as fully_loaded_cac
from channels
cross join spend_is_known
cross join shared_overhead
left join signed_up on channels.channel = signed_up.channel
left join overhead on channels.channel = overhead.channel
left join acquired on channels.channel = acquired.channel
left join spent on channels.channel = spent.channel
