{#-
  Whether text without outer blanks says that there is no value: one of the `words`, in any letter case, or what a spreadsheet shows for what it
  could not compute, in any language: #DIV/0!, #WERT!, #NAME?.
-#}
{% macro is_no_value(text, words=none) -%}
    (lower({{ text }}) in ({{ text_list(words or no_value_words()) }}) or {{ text }} like '#%!' or {{ text }} like '#%?')
{%- endmacro %}
