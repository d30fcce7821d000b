{#- The name of a column as YAML takes it in a list or a mapping: in quotes where it is more than words, or a word that means something. -#}
{% macro yaml_name(name) %}
    {% set is_plain = modules.re.fullmatch('[^\\W\\d][\\w .()/%-]*', name) and name | lower not in ['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null'] %}
    {{ return(name if is_plain else '"' ~ (name | replace('\\', '\\\\') | replace('"', '\\"')) ~ '"') }}
{% endmacro %}
