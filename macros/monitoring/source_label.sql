{#- How a warning names one of several sources, with a colon behind it; nothing where there is one only. -#}
{% macro source_label(source, sources) %}
    {% set name = source.mapping.get('file', source.relation.identifier) %}
    {{ return((name if name is string else name | join(', ')) ~ ': ' if sources | length > 1 else '') }}
{% endmacro %}
