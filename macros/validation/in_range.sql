{#- Whether a value is a number inside the range {least or above, most, whole}. -#}
{% macro in_range(value, range) %}
    {% if value is not number or value is boolean or value != value %}
        {{ return(false) }}
    {% endif %}
    {{ return(
        value >= range.get('least', value)
        and (range.get('above') is none or value > range.above)
        and value <= range.get('most', value)
        and (not range.get('whole') or value == value | int)
        and value - value == 0
    ) }}
{% endmacro %}
