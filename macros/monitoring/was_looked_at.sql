{#- Whether a mapping of the relation lists the column, by its own name, under `ignore`: somebody has looked, and the figures are right. -#}
{% macro was_looked_at(relation, column) %}
    {% for source in input_sources(relation) %}
        {% set named = source.mapping.get('ignore', []) %}
        {% set mapped = source.mapping.get('columns', {}).get(column, column) %}
        {% if mapped is string and mapped | lower | trim in ([named] if named is string else named) | map('lower') | map('trim') | list %}
            {{ return(true) }}
        {% endif %}
    {% endfor %}
    {{ return(false) }}
{% endmacro %}
