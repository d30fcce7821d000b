-- Every rule of the seed is computed and has a name that alert_severities may use, and there are no others.
with computed as (
    {%- for rule in alert_rules() %}
    select '{{ rule }}' as rule {{ 'union all' if not loop.last }}
    {%- endfor %}
),

named as (
    {%- for rule in alert_rule_names() %}
    select '{{ rule }}' as rule {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select coalesce(computed.rule, rules.rule, named.rule) as rule
from computed
full outer join {{ ref('alert_rules') }} as rules on computed.rule = rules.rule
full outer join named on rules.rule = named.rule
where (computed.rule is null or rules.rule is null or named.rule is null)
    and (select count(*) from {{ ref('alert_rules') }}) > 0  -- an empty build (--empty) has an empty seed
