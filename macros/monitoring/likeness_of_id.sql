{#-
  What of an id people see: in lower case, without blanks, quotes and leading zeros, letters and digits of full width as plain ones,
  accents as part of their letters.
-#}
{% macro likeness_of_id(id) -%}
    {%- set wide, narrow = [], [] -%}
    {%- for code in range(33, 127) -%}
        {%- do wide.append('%c' | format(code + 65248)) -%}
        {%- do narrow.append('%c' | format(code)) -%}
    {%- endfor -%}
    {%- set plain = 'lower(translate(' ~ composed(id) ~ ', ' ~ quoted_text(wide | join) ~ ', ' ~ quoted_text(narrow | join) ~ '))' -%}
    trim(leading '0' from translate({{ plain }}, ' ,''"`', ''))
{%- endmacro %}
