{#- The purchase models that have a property of the registry: name -> facts. -#}
{% macro purchase_models_with(property) %}
    {% set found = {} %}
    {% for name, facts in purchase_models().items() if facts[property] %}
        {% do found.update({name: facts}) %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}
