{#- The range {least or above, most, whole} in words, for the message of a variable outside it. -#}
{% macro describe_range(range) %}
    {% set parts = ['a whole number' if range.get('whole') else 'a number'] %}
    {% do parts.append('above ' ~ range.above if 'above' in range else 'from ' ~ range.least) %}
    {% do parts.append('to ' ~ range.most if 'most' in range else '') %}
    {{ return(parts | join(' ') | trim) }}
{% endmacro %}
