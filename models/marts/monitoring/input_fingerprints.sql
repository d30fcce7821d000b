{%- set inputs = {
    'transactions': (ref('stg_transactions'), ['transaction_id', 'customer_id', 'ordered_at', 'amount', 'currency', 'lines'], 'lines'),
    'customers': (ref('stg_customers'), ['customer_id', 'acquired_on', 'channel'], '1'),
    'ad_spend': (ref('stg_ad_spend'), ['spend_date', 'channel', 'spend', 'currency'], '1'),
    'exchange_rates': ('(select * from ' ~ ref('base_exchange_rates') ~ ' where reason is null)', ['currency', 'valid_from', 'rate'], '1'),
    'touchpoints': (ref('stg_touchpoints'), ['customer_id', 'touched_at', 'channel'], '1'),
    'overhead_costs': (ref('stg_overhead_costs'), ['cost_date', 'channel', 'amount', 'currency'], '1'),
    'spend_experiments': (ref('stg_spend_experiments'), ['channel', 'starts_on', 'ends_on'], '1'),
    'calendar_index': (ref('stg_calendar_index'), ['day', 'value'], '1'),
} -%}
with fingerprints as (
    {%- for relation, (rows, columns, weight) in inputs.items() %}
    {{ 'union all' if not loop.first }}
    select
        '{{ relation }}' as relation,
        cast(coalesce(sum({{ weight }}), 0) as bigint) as row_count,
        {{ fingerprint(columns) }} as fingerprint
    from {{ rows }} as accepted
    {%- endfor %}
)

select
    cast(relation as {{ dbt.type_string() }}) as relation,
    row_count,
    fingerprint
from fingerprints
