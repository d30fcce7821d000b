-- A raw row is in its stg_ relation or in rejected_rows: as many go in as come out.
-- (A warehouse table may grow while the build runs; there the snapshot that staging took is what came in.)
{% set relations = ['transactions', 'customers', 'ad_spend', 'touchpoints', 'overhead_costs', 'spend_experiments', 'calendar_index'] %}
with totals as (
    {%- for relation in relations %}
    select
        '{{ relation }}' as relation,
        {{ raw_row_count(relation) }} as raw_rows,
        (select {{ 'coalesce(sum(lines), 0)' if relation == 'transactions' else 'count(*)' }} from {{ ref('stg_' ~ relation) }}) as accepted_rows,
        (select count(*) from {{ ref('rejected_rows') }} where relation = '{{ relation }}') as rejected_rows
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select *
from totals
where raw_rows <> accepted_rows + rejected_rows
