{#- A value as JSON in a sentence, cut off after 80 characters. -#}
{% macro shown_value(value) %}
    {% set text = value | string if value is number and value is not boolean else tojson(value, value | string) %}
    {{ return(text if text | length <= 80 else text[:80] ~ ' ...') }}
{% endmacro %}
