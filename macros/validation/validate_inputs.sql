{#- Check that the raw relations can be read at all, before anything is built. What is wrong in single rows, staging finds. -#}
{% macro validate_inputs() %}
    {% if execute and var('raw_data') != 'sample' %}
        {% set problems = [] %}
        {% set place = "data_dir '" ~ var('data_dir') ~ "'" if var('raw_data') == 'files' else "raw_schema '" ~ var('raw_schema') ~ "'" %}
        {% for relation in input_columns() %}
            {% set problem = input_problem(relation) %}
            {% if problem %}
                {% do problems.append(place ~ ': ' ~ relation ~ ' ' ~ problem) %}
            {% endif %}
        {% endfor %}
        {% do problems.extend(dimension_problems(place)) %}
        {% if problems %}
            {{ exceptions.raise_compiler_error(problems | join('\n  ')) }}
        {% endif %}
        {% do warn_of_known_at(place) %}
    {% endif %}
{% endmacro %}
