-- Without a reporting currency, amounts of different currencies would be added up: set the variable, or export one currency.
{% do refuse_several_currencies() %}
with currencies as (
    select currency from {{ ref('stg_transactions') }} where currency is not null
    union
    select currency from {{ ref('stg_ad_spend') }} where currency is not null
    union
    select currency from {{ ref('stg_overhead_costs') }} where currency is not null
)

select currency
from currencies
where {{ 'false' if var('reporting_currency') else '(select count(*) from currencies) > 1' }}
