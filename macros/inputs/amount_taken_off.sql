{#-
  What a column under `subtract` of the mapping takes off the amount, as an exact decimal: an empty one nothing, an unreadable one null.
  `number`: SQL of its plain number, where that is computed already.
-#}
{% macro amount_taken_off(source, column, number=none) -%}
    {%- set value, type = source_column(source, column), source.columns[column | lower | trim].type -%}
    case
        when {{ is_blank(value, type) }} then 0
        else {{ divided(exact_decimal(number or plain_number(value, type, source.mapping.get('decimal_mark')), type), source) }}
    end
{%- endmacro %}
