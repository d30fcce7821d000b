{#-
  What the variable `inputs` says of one relation, as a list with one mapping per source; without a word, one source under the
  relation's own name and with the contract's column names. What is no mapping is told by mapping_problems, and left out here,
  because models are parsed before that; so are keys without a value.
-#}
{% macro input_mappings(relation) %}
    {% set said = var('inputs').get(relation) if var('inputs') is mapping else none %}
    {% set sources = said if said is sequence and said is not string and said is not mapping else [said] %}
    {% set mappings = [] %}
    {% for source in sources if source is mapping %}
        {% do mappings.append(dict(source.items() | rejectattr(1, 'none'))) %}
    {% endfor %}
    {{ return(mappings or [{}]) }}
{% endmacro %}
