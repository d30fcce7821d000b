{#-
  Text with the mapping's decimal mark as a plain number: without currency symbols, blanks and the thousands marks of the other
  kind. Without a decimal mark in the mapping, and for columns that are numbers already, nothing is changed: then 1,234 is
  unreadable, because it is a thousand to some and one and a bit to others.
-#}
{% macro plain_number(value, type, decimal_mark) -%}
    {%- if decimal_mark is none or not is_text(type) -%}
    {{ value }}
    {%- else -%}
        {%- set bare = replaced(value, '[[:space:]\u00a0\u202f€$£¥]|^[A-Za-z]{3}|[A-Za-z]{3}$', every=true) -%}
        {%- if decimal_mark == ',' -%}
    replace(replace({{ bare }}, '.', ''), ',', '.')
        {%- else -%}
    replace({{ bare }}, ',', '')
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
