with fired as (
    {%- for rule, rows in alert_rules().items() %}
    {{ 'union all' if not loop.first }}
    select
        '{{ rule }}' as rule,
        fired_{{ loop.index }}.*
    from ({{ rows }}) as fired_{{ loop.index }}
    {%- endfor %}
)

-- Of several alerts of one rule about the same thing the one farthest from its limit is told.
select
    cast(rule as {{ dbt.type_string() }}) as rule,
    cast(subject as {{ dbt.type_string() }}) as subject,
    cast(channel as {{ dbt.type_string() }}) as channel,
    cast(value as {{ double() }}) as value,
    cast(limit_value as {{ double() }}) as limit_value,
    cast(example as {{ dbt.type_string() }}) as example
from (
    select
        *,
        row_number() over (
            partition by rule, subject, channel order by abs(value - limit_value) desc, example
        ) as place
    from fired
) as ranked
where place = 1
