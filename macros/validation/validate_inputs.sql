{#- Check that the raw relations can be read at all, before anything is built. What is wrong in single rows, staging finds. -#}
{% macro validate_inputs() %}
    {% if execute and var('raw_data') != 'sample' %}
        {% set problems = [] %}
        {% set place = "data_dir '" ~ var('data_dir') ~ "'" if var('raw_data') == 'files' else "raw_schema '" ~ var('raw_schema') ~ "'" %}
        {% for relation, columns in input_columns().items() %}
            {% set from = raw_source(relation) %}
            {% if from %}
                {% set found = raw_columns(relation) %}
                {% for column, required in columns.items() if required and column not in found %}
                    {% do problems.append(place ~ ": " ~ relation ~ " has no column " ~ column ~ "; it has " ~ (found.keys() | join(', '))) %}
                {% endfor %}
                {% if run_query('select 1 from ' ~ from ~ ' limit 1').rows | length == 0 and (relation == 'transactions' or from is string) %}
                    {% do problems.append(place ~ ": " ~ relation ~ " is empty" ~ ("" if relation == 'transactions' else "; remove the file if there is no such data")) %}
                {% endif %}
            {% elif relation == 'transactions' %}
                {% do problems.append(place ~ " holds no transactions" ~ ("; expected transactions.parquet or transactions.csv" if var('raw_data') == 'files' else " table")) %}
            {% endif %}
        {% endfor %}
        {% if problems %}
            {{ exceptions.raise_compiler_error(problems | join('\n  ')) }}
        {% endif %}
    {% endif %}
{% endmacro %}
