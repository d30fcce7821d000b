{#- Whether the text of a record that could not be divided into fields has the customer's id between its delimiters. DuckDB only. -#}
{% macro record_names_customer(text, id) -%}
    list_contains(list_transform(string_split_regex(lower({{ text }}), '[,;|\t"]'), lambda part: trim(part)), lower({{ id }}))
{%- endmacro %}
