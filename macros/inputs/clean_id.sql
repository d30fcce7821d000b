{#-
  An id as text, null where there is none. White space around it, and what has no width within it, is no part of it. Whole numbers in a column of floats or
  decimals are whole numbers, 7.0 is 7, also where a text column has them all written so; NaN and infinity are no ids, nor are words for
  no value and what `placeholder_ids` lists (0 is judged by base_guest_zero, which looks at all ids). Ids with an @ compare in lower case where `lowercase_emails` says so.
-#}
{% macro clean_id(value, type, plain=none) -%}
    {%- if is_whole_number(type) or type in ('hugeint', 'uhugeint', 'ubigint') -%}
    cast({{ value }} as {{ dbt.type_string() }})
    {%- else -%}
        {%- set text = plain or plain_text(value) -%}
    case
        when {{ value }} is null or {{ is_no_value(text, no_value_words() + (placeholder_ids() | reject('equalto', '0') | list)) }} then null
        when {{ matches(text, '[0-9]{1,18}[.]0+') }} then split_part({{ text }}, '.', 1)
        {%- if type in ('double', 'float', 'real', 'double precision') %}
        when abs({{ value }}) > 1e30 then null
        when {{ value }} = floor({{ value }}) and abs({{ value }}) < 9e18
            then cast(cast({{ value }} as bigint) as {{ dbt.type_string() }})
        {%- endif %}
        {%- if var('lowercase_emails') %}
        when {{ text }} like '%@%' then lower({{ text }})
        {%- endif %}
        else {{ text }}
    end
    {%- endif -%}
{%- endmacro %}
