{#-
  Whether a mapping of the relation lists the column, by its own name or a constant by that of the contract, under `ignore`: somebody has
  looked, and the figures are right.
-#}
{% macro was_looked_at(relation, column) %}
    {% for source in input_sources(relation) %}
        {% set named = source.mapping.get('ignore', []) %}
        {% set mapped = source.mapping.get('columns', {}).get(column, column) %}
        {% set mapped = column if mapped is mapping and 'value' in mapped else mapped %}
        {% if mapped is string and mapped | lower | trim in ([named] if named is string else named) | map('lower') | map('trim') | list %}
            {{ return(true) }}
        {% endif %}
    {% endfor %}
    {{ return(false) }}
{% endmacro %}
