{#- What keeps a raw relation from being read, as the end of a sentence; none if nothing does. Only transactions must exist. -#}
{% macro input_problem(relation) %}
    {% set from = raw_source(relation) %}
    {% set is_file = var('raw_data') == 'files' %}
    {% if not from %}
        {{ return(none if relation != 'transactions' else 'is not there; expected ' ~ (
            'the folder to hold transactions.parquet or transactions.csv' if is_file else 'a table or view of that name'
        )) }}
    {% endif %}
    {% set found = raw_columns(relation) %}
    {% set missing = [] %}
    {% for column, required in input_columns(relation).items() if required and column not in found %}
        {% do missing.append(column) %}
    {% endfor %}
    {% if (is_file or relation == 'transactions') and run_query('select 1 from ' ~ from ~ ' limit 1').rows | length == 0 %}
        {{ return('is empty' ~ ('' if relation == 'transactions' else '; remove the file if there is no such data')) }}
    {% elif missing %}
        {{ return('has no column ' ~ (missing | join(', ')) ~ '; it has ' ~ (found.keys() | join(', '))) }}
    {% endif %}
    {{ return(none) }}
{% endmacro %}
