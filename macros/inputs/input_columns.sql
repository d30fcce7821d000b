{#- The input contract: each relation's columns, the required ones marked. Everything that reads raw data asks here. -#}
{% macro input_columns(relation) %}
    {% set contract = {
        'transactions': {'transaction_id': true, 'customer_id': true, 'ordered_at': true, 'amount': true, 'currency': false},
        'customers': {'customer_id': true, 'acquired_at': false, 'channel': false},
        'ad_spend': {'spend_date': true, 'channel': true, 'spend': true, 'currency': false},
        'exchange_rates': {'currency': true, 'valid_from': true, 'rate': true},
        'touchpoints': {'customer_id': true, 'touched_at': true, 'channel': true},
        'overhead_costs': {'cost_date': true, 'amount': true, 'channel': false, 'currency': false},
    } %}
    {{ return(contract[relation] if relation else contract) }}
{% endmacro %}
