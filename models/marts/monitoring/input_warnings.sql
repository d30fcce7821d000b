with warnings as (
    {%- for rule in input_rules() %}
    {{ 'union all' if not loop.first }}
    select * from ({{ rule }}) as rule_{{ loop.index }}
    {%- endfor %}
)

select
    cast(rule as {{ dbt.type_string() }}) as rule,
    cast(relation as {{ dbt.type_string() }}) as relation,
    cast(row_count as bigint) as row_count,
    cast(amount as {{ money() }}) as amount,
    cast(example as {{ dbt.type_string() }}) as example,
    cast(why as {{ dbt.type_string() }}) as why,
    cast(remedy as {{ dbt.type_string() }}) as remedy
from warnings
