{#- The column of customer_ltv that the variable `ltv_basis` asks for. -#}
{% macro ltv_column() -%}
    {{ {'horizon': 'horizon_ltv', 'lifetime': 'lifetime_value', 'predicted': 'predicted_ltv'}[var('ltv_basis')] }}
{%- endmacro %}
