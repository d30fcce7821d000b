{#- Say so where the variable known_at is set and no input tells when its rows were loaded: nothing is left out by it then. -#}
{% macro warn_of_known_at(place) %}
    {% set told = namespace(by_load=false) %}
    {% for relation in input_columns() %}
        {% for source in input_sources(relation) if mapped_value('loaded_at', source).found or mapped_value('loaded_at', source).read %}
            {% set told.by_load = true %}
        {% endfor %}
    {% endfor %}
    {% if var('known_at') is not none and not told.by_load %}
        {% do exceptions.warn(
            place ~ ": known_at is '" ~ var('known_at') ~ "', and no input has the column loaded_at, by which rows are left out that came later:"
            ~ ' all rows count. Add it to the inputs, or name it under columns in a mapping; observation_end leaves out later days.'
        ) %}
    {% endif %}
{% endmacro %}
