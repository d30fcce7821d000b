{#-
  Whether text without outer blanks says that there is no value: one of the `words`, in any letter case, or what a spreadsheet shows for what it
  could not compute, in any language: #DIV/0!, #WERT!, #NAME?. Most ids end with a digit, and hardly a word does: these are compared
  with those few.
-#}
{% macro is_no_value(text, words=none) -%}
    {%- set numbered, others = [], [] -%}
    {%- for word in (words or no_value_words()) -%}
        {%- do (numbered if modules.re.search('[0-9]$', word) else others).append(word) -%}
    {%- endfor -%}
    case
        when right({{ text }}, 1) between '0' and '9' then {{ 'lower(' ~ text ~ ') in (' ~ text_list(numbered) ~ ')' if numbered else 'false' }}
        else lower({{ text }}) in ({{ text_list(others) }}) or ({{ text }} like '#%!' or {{ text }} like '#%?') and {{ text }} = upper({{ text }})
    end
{%- endmacro %}
