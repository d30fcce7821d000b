{#- Whether the states of the model asked for count opportunities with a purchase, and not purchase days. -#}
{% macro counts_opportunities() %}
    {% set name = default_purchase_model() if var('purchase_model') == 'auto' else var('purchase_model') %}
    {{ return(purchase_models().get(name, {}).get('counts_opportunities', false)) }}
{% endmacro %}
