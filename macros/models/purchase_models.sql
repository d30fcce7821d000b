{#-
  The purchase models by name, the first of them that of `purchase_model: auto`: what SQL has to know of each. The same stands in
  PURCHASE_MODELS of ltv.models.purchase; a test holds the two equal.
  closed_form_p_alive: p_alive_closed_form computes p_alive, from `parameters` and first_chance, the occasions to drop out that
  a customer without repeat purchase has had; of other models state_survival gives p_alive, state by state.
  counts_opportunities: states count opportunities of `opportunity_days` with a purchase, not purchase days.
-#}
{% macro purchase_models() %}
    {{ return({
        'bg_nbd': {
            'parameters': ['r', 'alpha', 'a', 'b'],
            'closed_form_p_alive': true, 'first_chance': 0, 'counts_opportunities': false,
        },
        'mbg_nbd': {
            'parameters': ['r', 'alpha', 'a', 'b'],
            'closed_form_p_alive': true, 'first_chance': 1, 'counts_opportunities': false,
        },
        'pareto_nbd': {
            'parameters': ['r', 'alpha', 's', 'beta'],
            'closed_form_p_alive': false, 'first_chance': none, 'counts_opportunities': false,
        },
        'bg_bb': {
            'parameters': ['alpha', 'beta', 'gamma', 'delta'],
            'closed_form_p_alive': false, 'first_chance': none, 'counts_opportunities': true,
        },
    }) }}
{% endmacro %}
