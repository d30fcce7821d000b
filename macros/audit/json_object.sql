{#- JSON text of one key and value per row of a group, the keys in order. value: SQL of JSON text. -#}
{% macro json_object(key, value) -%}
    '{' || string_agg('"' || {{ key }} || '": ' || {{ value }}, ', ' order by {{ key }}) || '}'
{%- endmacro %}
