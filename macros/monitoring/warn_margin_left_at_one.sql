{#- Warning: the variable gross_margin is 1, so every LTV is revenue. -#}
{% macro warn_margin_left_at_one() %}
    select
        'margin_left_at_one' as rule,
        'transactions' as relation,
        cast(null as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        'gross_margin: 1' as example,
        'LTV is revenue, not value: the cost of goods, shipping and payment is not taken off, and ROI is too high by it.' as why,
        'Set the variable gross_margin to the share of revenue that is left, for example 0.45.' as remedy
    where {{ 'true' if var('gross_margin') | float == 1 else 'false' }}
{% endmacro %}
