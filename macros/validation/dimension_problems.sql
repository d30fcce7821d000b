{#- What is wrong with `customer_dimensions`: a sentence for each that no source of customers has as a column. -#}
{% macro dimension_problems(place) %}
    {% set problems, names = [], [] %}
    {% for source in input_sources('customers') if var('customer_dimensions') %}
        {% do names.extend(source.columns.values() | map(attribute='name')) %}
    {% endfor %}
    {% for dimension in var('customer_dimensions') if dimension | lower not in names | map('lower') %}
        {% do problems.append(
            place ~ ': variable customer_dimensions names ' ~ shown_value(dimension) ~ ', which is no column of customers; allowed: '
            ~ (names | unique | join(', ') or 'none, for there is no relation customers')
        ) %}
    {% endfor %}
    {{ return(problems) }}
{% endmacro %}
