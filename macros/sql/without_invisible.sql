{#-
  Text without the marks that have no width and that no one can see. Only text with a character beyond ASCII is looked at: its bytes
  are more than its characters.
-#}
{% macro without_invisible(text) -%}
    case
        when {{ byte_length(text) }} = length({{ text }}) then {{ text }}
        else translate({{ text }}, '{{ "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad" }}', '')
    end
{%- endmacro %}
