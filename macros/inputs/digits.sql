{#- How many digits an amount has before its point, up to six: how large it is, by tens. -#}
{% macro digits(amount) -%}
    case
        {%- for digits in range(5, 0, -1) %}
        when abs({{ amount }}) >= {{ 10 ** digits }} then {{ digits + 1 }}
        {%- endfor %}
        else 1
    end
{%- endmacro %}
