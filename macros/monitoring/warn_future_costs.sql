{#-
  Warning: spend or other costs of the future were set aside: after the day of the build, or a few that lie more than 92 days after
  the last order, unless observation_end says that these are not looked at yet.
-#}
{% macro warn_future_costs() %}
    {%- set tomorrow = (run_started_at + modules.datetime.timedelta(days=1)).strftime('%Y-%m-%d') -%}
    {%- for relation, rows, day, money_name in [
        ('ad_spend', ref('base_ad_spend'), 'spend_date', 'spend'), ('overhead_costs', ref('base_overhead_costs'), 'cost_date', 'amount')
    ] %}
    {{ 'union all' if not loop.first }}
    select
        'future_costs' as rule,
        '{{ relation }}' as relation,
        count(*) as row_count,
        sum(amount) as amount,
        'row ' || min(row_number) || ' of ' || min(source) || ': ' || min(day) as example,
        'These costs lie after the day of the build, or far after all orders. They are set aside as after_observation_end: what they bought is too cheap by them.' as why,
        'Correct their dates; if they are planned costs, leave them out.' as remedy
    from (
        select
            costs.{{ day }} as day,
            costs.{{ money_name }} as amount,
            costs.row_number,
            costs.source,
            costs.reason,
            {{ days_between('observed.observation_end', 'costs.' ~ day) }} as days_later,
            sum(case when costs.{{ day }} > {{ dbt.dateadd('day', 92, 'observed.observation_end') }} then 1 else 0 end) over () as far,
            count(*) over () as all_rows
        from {{ rows }} as costs
        cross join {{ ref('base_observation_end') }} as observed
    ) as dated
    where reason = 'after_observation_end'
        and (day > date '{{ tomorrow }}'{{ ' or days_later > 92 and far <= 0.05 * all_rows' if not var('observation_end') }})
    having count(*) > 0
    {%- endfor %}
{% endmacro %}
