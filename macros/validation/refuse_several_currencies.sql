{#-
  Stop the build where a currency is a number of two digits, the cents of an amount whose comma divided it; and where money of several
  currencies would be added up: the variable `reporting_currency` is not set, and rows of
  transactions, ad spend and overhead that count are in more than one. Called by the data test amounts_are_in_one_currency, after which
  nothing is built; runs without tests are told by the warning currencies_added_up.
-#}
{% macro refuse_several_currencies() %}
    {% set relations = {'transactions': ref('base_transactions'), 'ad_spend': ref('base_ad_spend'), 'overhead_costs': ref('base_overhead_costs')} %}
    {% set codes, found = [], [] %}
    {#- Without the reason, which needs every column, DuckDB reads one column of the rows. -#}
    {% for relation, rows in relations.items() if is_building() and not var('reporting_currency') %}
        {% do codes.extend(run_query('select distinct currency from ' ~ rows ~ ' where currency is not null').columns[0].values()) %}
    {% endfor %}
    {% set numbers = [] %}
    {% for code in codes | unique if modules.re.fullmatch('[0-9]{1,2}', code) %}{% do numbers.append(code) %}{% endfor %}
    {% if numbers %}
        {{ exceptions.raise_compiler_error(
            'The currency of some rows is a number: ' ~ (numbers | sort)[:5] | join(', ') ~ '. Where an amount has a decimal comma that is not in '
            ~ 'quotes, what follows it is the next column. Write these amounts in quotes or with a point; allowed as currency are codes such as EUR.'
        ) }}
    {% endif %}
    {% for relation, rows in relations.items() if codes | unique | list | length > 1 %}
        {% for code, row_count, source, row_number in run_query(
            'select currency, count(*), min(source), min(row_number) from ' ~ rows
            ~ ' where reason is null and currency is not null group by currency order by 2 desc, 1'
        ).rows %}
            {% do found.append((code, code ~ ' (' ~ row_count ~ ' rows of ' ~ relation ~ ', such as row ' ~ row_number ~ ' of ' ~ source ~ ')')) %}
        {% endfor %}
    {% endfor %}
    {% if found | map(attribute=0) | unique | list | length > 1 %}
        {{ exceptions.raise_compiler_error(
            'Amounts are in several currencies, and would be added up: ' ~ found | map(attribute=1) | join('; ')
            ~ '. Set the variable reporting_currency to the one that money is to be told in, and give the others in exchange_rates'
            ~ ' (currency, valid_from, rate); or export one currency.'
        ) }}
    {% endif %}
{% endmacro %}
