{#- The columns under `subtract` of a mapping, which may name one or a list. -#}
{% macro subtracted_columns(mapping) %}
    {% set named = mapping.get('subtract', []) %}
    {{ return([named] if named is string else named) }}
{% endmacro %}
