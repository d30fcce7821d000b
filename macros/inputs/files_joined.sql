{#- The names of the files, or patterns, that a mapping joins to the file of its rows. -#}
{% macro files_joined(mapping) %}
    {% set joins, names = mapping.get('join', []), [] %}
    {% for join in ([joins] if joins is mapping else joins) %}
        {% do names.extend([join.file] if join.file is string else join.file) %}
    {% endfor %}
    {{ return(names) }}
{% endmacro %}
