-- Every dimension divides the customers of the spend window, as channels do.
with segments as (
    select dimension, sum(customers) as customers from {{ ref('segment_ltv') }} group by dimension
),

channels as (
    select sum(customers) as customers from {{ ref('channel_roi') }}
)

select segments.dimension, segments.customers, channels.customers as customers_of_channels
from segments
cross join channels
where segments.customers <> channels.customers
