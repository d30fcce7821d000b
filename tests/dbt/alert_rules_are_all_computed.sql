-- Every rule of the seed is a macro, and every macro has its row.
with computed as (
    {%- for rule in alert_rules() %}
    select '{{ rule }}' as rule {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select coalesce(computed.rule, rules.rule) as rule
from computed
full outer join {{ ref('alert_rules') }} as rules on computed.rule = rules.rule
where computed.rule is null or rules.rule is null
