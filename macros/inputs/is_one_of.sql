{#-
  Whether lower-case text without outer blanks is one of the values of a filter, which may hold * for any text; null and empty
  text are the value ''. Where the text is that of a number, its SQL is given too: 0 is 0.00.
-#}
{% macro is_one_of(text, values, number=none) -%}
    {%- set listed = [] -%}
    {%- for value in ([values] if values is string or values is not iterable else values) -%}
        {%- do listed.append(value) -%}
        {#- The small form of a dotted capital I has a dot of its own, or none, as the database makes it. -#}
        {%- if value is string and 'i\u0307' in value | lower -%}
            {%- do listed.append(value | lower | replace('i\u0307', 'i')) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set conditions = ['coalesce(' ~ text ~ ", '') in (" ~ text_list(listed) ~ ')'] -%}
    {%- for value in listed if '*' in value | string -%}
        {%- set pattern = value | string | trim | lower | replace('!', '!!') | replace('%', '!%') | replace('_', '!_') | replace('*', '%') -%}
        {%- do conditions.append('coalesce(' ~ text ~ ", '') like " ~ quoted_text(pattern) ~ " escape '!'") -%}
    {%- endfor -%}
    {%- for value in listed if number and modules.re.fullmatch('-?[0-9]+([.][0-9]+)?', value | string | trim) -%}
        {%- do conditions.append('coalesce(' ~ number ~ ' = ' ~ value ~ ', false)') -%}
    {%- endfor -%}
    ({{ conditions | join(' or ') }})
{%- endmacro %}
