{#- Whether the customer's key has one character and is not 0: then 0 may be a customer among others. -#}
{% macro is_short_id(key) -%}
    {% if customer_ref_type() == 'bigint' -%} {{ key }} between 1 and 9
    {%- else -%} length({{ key }}) = 1 and {{ key }} <> '0'
    {%- endif %}
{%- endmacro %}
