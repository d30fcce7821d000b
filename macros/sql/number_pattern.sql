{#- Regular expression of a number as text: sign, digits, decimal point, exponent; no thousands separators. -#}
{% macro number_pattern() -%}
    [+-]?([0-9]{1,30}([.][0-9]{0,30})?|[.][0-9]{1,30})([eE][+-]?[0-9]{1,2})?
{%- endmacro %}
