{#- Warning: the spend window holds no buyers, or no spend, though there are some outside it; the window that would is told. -#}
{% macro warn_empty_window() %}
    {% for relation, rows, day, amount in [
        ('transactions', ref('int_buyers'), 'acquired_on', 'cast(null as decimal(18, 4))'), ('ad_spend', ref('stg_ad_spend'), 'spend_date', 'spend')
    ] %}
    {{ 'union all' if not loop.first }}
    select
        'empty_window' as rule,
        '{{ relation }}' as relation,
        count(*) as row_count,
        cast(sum({{ amount }}) as {{ money() }}) as amount,
        'the last is of ' || max({{ day }}) || ', the first of ' || min({{ day }}) as example,
        'The window of {{ var('spend_window_days') }} days up to the observation end holds no {{ 'new buyers' if relation == 'transactions' else 'spend' }}, so channel_roi has nothing to compare.' as why,
        'Set the variable spend_window_days: ' || (max({{ days_between(day, 'observation_window.observation_end') }}) + 1) || ' holds all, '
        || (min({{ days_between(day, 'observation_window.observation_end') }}) + 1) || ' the latest.' as remedy
    from {{ rows }} as dated
    cross join {{ ref('int_observation_window') }} as observation_window
    having count(*) > 0 and sum(case when {{ in_spend_window('dated.' ~ day) }} then 1 else 0 end) = 0
    {% endfor %}
{% endmacro %}
