{#-
  Text without the marks that no one can see, and with plain blanks for those of other widths. Only text with a character beyond ASCII
  is looked at: its bytes are more than its characters.
-#}
{% macro without_invisible(text) -%}
    case
        when {{ byte_length(text) }} = length({{ text }}) then {{ text }}
        else translate({{ text }}, '{{ blanks() ~ invisible_marks() }}', '{{ ' ' * (blanks() | length) }}')
    end
{%- endmacro %}
