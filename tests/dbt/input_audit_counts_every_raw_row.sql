-- The outcomes of a relation add up to the rows that came in, as every_raw_row_is_accepted_or_rejected counts them.
{% set relations = input_columns().keys() | list %}
with raw as (
    {%- for relation in relations %}
    {%- set raw = ref('base_' ~ relation) if var('raw_data') == 'tables' else raw_source(relation) %}
    select
        '{{ relation }}' as relation,
        {{ '(select count(*) from ' ~ raw ~ ')' if raw else 0 }} as raw_rows
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

audited as (
    select relation, sum(row_count) as audited_rows from {{ ref('input_audit') }} group by relation
)

select *
from raw
full join audited using (relation)
where coalesce(raw_rows, 0) <> coalesce(audited_rows, 0)
