{% set dimensions = var('customer_dimensions') if var('customer_dimensions') is iterable else [] %}
{% set most_values, fewest_customers = 50, 20 %}

with customers as (
    select * from {{ ref('base_customers') }} where reason is null
),

duplicates as (
    select * from {{ ref('base_customer_duplicates') }}
),

buyers as (
    select customer_ref from {{ ref('int_buyers') }}
),

described as (
    select customers.customer_ref, {{ raw_row_json('customers', 'customers.raw_row') }} as raw_row
    from customers
    left join duplicates on customers.row_key = duplicates.row_key
    where duplicates.row_key is null
),

valued as (
    {%- for dimension in dimensions %}
    {{ 'union all' if not loop.first }}
    select
        buyers.customer_ref,
        cast({{ quoted_text(dimension) }} as {{ dbt.type_string() }}) as dimension,
        coalesce(nullif({{ trimmed(json_value('described.raw_row', dimension)) }}, ''), '(none)') as value
    from buyers
    left join described on buyers.customer_ref = described.customer_ref
    {%- endfor %}
),

counted as (
    select
        dimension,
        value,
        count(*) as customers,
        row_number() over (partition by dimension order by count(*) desc, value) as place
    from valued
    group by dimension, value
)

select
    valued.customer_ref,
    valued.dimension,
    -- An id or an address is no dimension: what few customers have in common is told together.
    case
        when counted.place <= {{ most_values }} and counted.customers >= {{ fewest_customers }} then valued.value
        else '(other)'
    end as value
from valued
inner join counted on valued.dimension = counted.dimension and valued.value = counted.value
