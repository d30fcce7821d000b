{#-
  What the variable `inputs` says of one relation, as a list with one mapping per source; without a word, one source under the
  relation's own name and with the contract's column names.
-#}
{% macro input_mappings(relation) %}
    {% set said = (var('inputs') or {}).get(relation) %}
    {% if said is none %}
        {{ return([{}]) }}
    {% endif %}
    {{ return([said] if said is mapping else said) }}
{% endmacro %}
