{#-
  Text without the marks that no one can see, with plain blanks for those of other widths, and with each letter and its accents as one
  character. Only text with a character beyond ASCII is looked at: its bytes are more than its characters.
-#}
{% macro without_invisible(text) -%}
    case
        when {{ byte_length(text) }} = length({{ text }}) then {{ text }}
        else {{ composed("translate(" ~ text ~ ", '" ~ blanks() ~ invisible_marks() ~ "', '" ~ ' ' * (blanks() | length) ~ "')") }}
    end
{%- endmacro %}
