{#- JSON text of one key and value per row of a group, the keys in order. value: SQL of JSON text. -#}
{% macro json_object(key, value) -%}
    '{' || {{ joined_texts('\'"\' || ' ~ key ~ ' || \'": \' || ' ~ value, key) }} || '}'
{%- endmacro %}
