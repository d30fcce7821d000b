{#-
  The input contract: each relation's columns with their kind (id, time, day, money, rate, channel, currency) and whether they must be
  there. Everything that reads raw data asks here.
-#}
{% macro input_columns(relation) %}
    {% set contract = {
        'transactions': {
            'transaction_id': {'kind': 'id', 'required': true},
            'customer_id': {'kind': 'id', 'required': true},
            'ordered_at': {'kind': 'time', 'required': true},
            'amount': {'kind': 'money', 'required': true},
            'currency': {'kind': 'currency', 'required': false},
        },
        'customers': {
            'customer_id': {'kind': 'id', 'required': true},
            'acquired_at': {'kind': 'day', 'required': false},
            'channel': {'kind': 'channel', 'required': false},
        },
        'ad_spend': {
            'spend_date': {'kind': 'day', 'required': true},
            'channel': {'kind': 'channel', 'required': true},
            'spend': {'kind': 'money', 'required': true},
            'currency': {'kind': 'currency', 'required': false},
        },
        'exchange_rates': {
            'currency': {'kind': 'currency', 'required': true},
            'valid_from': {'kind': 'day', 'required': true},
            'rate': {'kind': 'rate', 'required': true},
        },
        'touchpoints': {
            'customer_id': {'kind': 'id', 'required': true},
            'touched_at': {'kind': 'day', 'required': true},
            'channel': {'kind': 'channel', 'required': true},
        },
        'overhead_costs': {
            'cost_date': {'kind': 'day', 'required': true},
            'amount': {'kind': 'money', 'required': true},
            'channel': {'kind': 'channel', 'required': false},
            'currency': {'kind': 'currency', 'required': false},
        },
        'spend_experiments': {
            'channel': {'kind': 'channel', 'required': true},
            'starts_on': {'kind': 'day', 'required': true},
            'ends_on': {'kind': 'day', 'required': true},
        },
        'calendar_index': {
            'day': {'kind': 'day', 'required': true},
            'value': {'kind': 'rate', 'required': true},
        },
    } %}
    {#- When the row reached the warehouse, which may be said of every row: the variable known_at leaves out what came later. -#}
    {% for columns in contract.values() %}
        {% do columns.update({'loaded_at': {'kind': 'time', 'required': false}}) %}
    {% endfor %}
    {{ return(contract[relation] if relation else contract) }}
{% endmacro %}
