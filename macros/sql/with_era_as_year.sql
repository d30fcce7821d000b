{#- Text of a date, in capitals, that begins with the year of an era (令和6年5月1日, R6.5.1, 民國113年, 113/05/01), with that of our own; 元 is the first. -#}
{% macro with_era_as_year(text) -%}
    {%- set first = replaced(text, '^([^0-9]+)元', '\\11') -%}
    {%- set number = 'cast(' ~ replaced(first, '^[^0-9]*([0-9]{1,3}).*$', '\\1') ~ ' as integer)' -%}
    case
        {%- for before, names in eras().items() %}
        when {{ matches(first, '(' ~ names ~ ') ?' ~ ('1[0-9]{2}' if before == 1911 else '[0-9]{1,2}') ~ '[^0-9].*') }}
            then cast({{ before }} + {{ number }} as {{ dbt.type_string() }}) || {{ replaced(first, '^[^0-9]*[0-9]{1,3}') }}
        {%- endfor %}
        else {{ text }}
    end
{%- endmacro %}
