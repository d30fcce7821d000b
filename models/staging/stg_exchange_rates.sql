with rates as (
    select * from {{ ref('base_exchange_rates') }}
    where reason is null
        {%- if var('reporting_currency') %}
        and currency <> {{ quoted_text(var('reporting_currency') | upper) }}
        {%- endif %}
)

select
    currency,
    valid_from,
    lead(valid_from) over (partition by currency order by valid_from) as valid_until,
    rate
from rates
{% if var('reporting_currency') %}
union all

select
    '{{ var('reporting_currency') | upper }}' as currency,
    date '1900-01-01' as valid_from,
    cast(null as date) as valid_until,
    cast(1 as decimal(20, 10)) as rate
{% endif %}
