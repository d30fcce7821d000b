with repeated as (
    {{ rows_of_repeated_ids(ref('base_customers'), 'customer_ref') }}
),

versions as (
    select * from repeated where reason is null
),

-- A row that names the channel says more than one that does not; the first acquisition is the acquisition. Google and google are one
-- channel that is written in two ways, of which channels_look_alike tells.
ranked as (
    select
        *,
        min(lower(channel)) over customer <> max(lower(channel)) over customer as has_two_channels,
        row_number() over (
            partition by customer_id
            order by (channel is null), (acquired_on is null), acquired_on, row_key
        ) as version,
        row_number() over (partition by customer_id, channel, acquired_on order by row_key) as copy
    from versions
    window customer as (partition by customer_id)
)

select
    row_key,
    case
        when copy > 1 then 'exact_duplicate'
        when has_two_channels then 'two_channels'
        else 'conflicting_duplicate'
    end as reason
from ranked
where version > 1 or has_two_channels
