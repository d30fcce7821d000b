{%- set columns = {
    'average_ltv': double(), 'average_ltv_low': double(), 'average_ltv_high': double(),
    'width_from_parameters': double(), 'width_from_chance': double(),
    'width_from_model_error': double(), 'next_customers_ltv': double(),
    'next_customers_ltv_low': double(), 'next_customers_ltv_high': double(), 'reason': dbt.type_string()
} -%}
{% if var('customer_dimensions') -%}
with segments as (
    select * from {{ ref('segment_intervals') }}
)

select
    dimension,
    value,
    customers
    {%- for column in columns %},
    {{ column }}
    {%- endfor %}
from segments
{%- else -%}
-- The variable customer_dimensions names no column of customers.
select
    cast(null as {{ dbt.type_string() }}) as dimension,
    cast(null as {{ dbt.type_string() }}) as value,
    cast(null as bigint) as customers
    {%- for column, type in columns.items() %},
    cast(null as {{ type }}) as {{ column }}
    {%- endfor %}
where false
{%- endif %}
