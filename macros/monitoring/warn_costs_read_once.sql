{#-
  Warning: each row of a source of spend, or of other costs, is there several times, so that the source was taken to be loaded more than
  once and each row counts once. Costs that are equal, of two campaigns or two salaries, are no copies, and no column tells them apart.
-#}
{% macro warn_costs_read_once() %}
    {%- set amounts = {'ad_spend': 'spend', 'overhead_costs': 'amount'} %}
    {%- for relation, amount in amounts.items() if not execute or input_sources(relation) %}
    {{ 'union all' if not loop.first }}
    select
        'costs_read_once' as rule,
        '{{ relation }}' as relation,
        count(*) as row_count,
        sum({{ amount }}) as amount,
        source as example,
        'Each of these rows stands several times in a source, where every row does: it was taken to be loaded more than once, and each row counts once.' as why,
        'If these are different costs that are equal, give the source a column that tells them apart, such as the campaign; if it was loaded twice, load it once.' as remedy
    from {{ ref('base_' ~ relation) }}
    where reason = 'exact_duplicate' and {{ amount }} <> 0
    group by source
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
