{#- Whether the customer's key is 0, in the type that it has. -#}
{% macro is_zero_id(key) -%}
    {{ key }} = {{ "0" if customer_ref_type() == 'bigint' else "'0'" }}
{%- endmacro %}
