{#-
  Whether lower-case text without outer blanks is one of the values of a filter, which may hold * for any text; null and empty
  text are the value ''.
-#}
{% macro is_one_of(text, values) -%}
    {%- set listed = [values] if values is string or values is not iterable else values -%}
    {%- set conditions = ['coalesce(' ~ text ~ ", '') in (" ~ text_list(listed) ~ ')'] -%}
    {%- for value in listed if '*' in value | string -%}
        {%- set pattern = value | string | trim | lower | replace('!', '!!') | replace('%', '!%') | replace('_', '!_') | replace('*', '%') -%}
        {%- do conditions.append('coalesce(' ~ text ~ ", '') like " ~ quoted_text(pattern) ~ " escape '!'") -%}
    {%- endfor -%}
    ({{ conditions | join(' or ') }})
{%- endmacro %}
