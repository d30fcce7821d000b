{#-
  What of an id people see: in lower case, without blanks, quotes and leading zeros, letters and digits of full width as plain ones,
  accents as part of their letters, Cyrillic and Greek letters as the Latin ones
  that look so, AB-12 as AB12. Of an e-mail address the address alone (Ann <ann@x.com>, mailto:ann@x.com, ann+shop@x.com), of a
  telephone number its last nine digits, so that 0175 3828393 is +49 175 3828393, of a UUID them without dashes and braces; dots in an address of Gmail mean nothing. The rarer forms are only looked for where their sign is there.
-#}
{% macro likeness_of_id(id) -%}
    {%- set wide, narrow = [], [] -%}
    {%- for code in range(33, 127) -%}
        {%- do wide.append('%c' | format(code + 65248)) -%}
        {%- do narrow.append('%c' | format(code)) -%}
    {%- endfor -%}
    {#- Letters of the Cyrillic and Greek alphabets, and the Latin ones that look so. -#}
    {%- set foreign = '\u0430\u0412\u0435\u041a\u041c\u041d\u043e\u0440\u0441\u0422\u0445\u0443\u0410\u0415\u041e\u0420\u0421\u0425\u0423\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03a5' -%}
    {%- set latin = 'aBeKMHopcTxyAEOPCXYABEZHIKMNOPTXY' -%}
    {%- set dashes = ['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212'] -%}
    {%- set digits = replaced(id, '[^0-9]', every=true) -%}
    {%- set bare -%}
    case
        when {{ id }} like '%@%' then case
            when {{ id }} like '%<%@%' then {{ replaced(id, '^.*<([^>]*)>$', '\\1') }}
            when {{ id }} like '%+%@%' then {{ replaced(id, '[+][^@]*@', '@') }}
            when {{ id }} like '%.%@g%mail.%' then replace(split_part({{ id }}, '@', 1), '.', '') || '@' || split_part({{ id }}, '@', 2)
            else {{ id }}
        end
        when ({{ id }} like '0%' or {{ id }} like '+%' or {{ id }} like '(%') and length({{ id }}) between 10 and 22
            and {{ matches(id, '(0|[+(]|00)[0-9 ()/.-]{9,20}') }} and length({{ digits }}) between 10 and 15
            then right({{ digits }}, 9)
        when {{ id }} like '+%' or {{ id }} like '(%' then {{ replaced(id, '[^0-9A-Za-z]', every=true) }}
        when ({{ id }} like '%-%' or {{ id }} like '%/%') and length({{ id }}) between 9 and 17
            and {{ matches(id, '[0-9]{2,5}([-/.][0-9]{2,8}){1,3}') }} then {{ replaced(id, '[^0-9]', every=true) }}
        when {{ id }} like '%-%' and {{ id }} like '%-%-%-%-%' then replace({{ id }}, '-', '')
        when {%- for dash in dashes %} {{ id }} like '%{{ dash }}%'{{ ' or' if not loop.last }}{% endfor %}
            then {{ replaced('translate(' ~ id ~ ", '" ~ dashes | join ~ "', '" ~ '-' * dashes | length ~ "')", '^([A-Za-z]{1,6})[-_#.]([0-9]+)$', '\\1\\2') }}
        when {{ id }} like '%40%' then replace({{ id }}, '%40', '@')
        when {{ id }} like '%-%' or {{ id }} like '%!_%' escape '!' or {{ id }} like '%#%' or {{ id }} like '%.%'
            then {{ replaced(id, '^([A-Za-z]{1,6})[-_#.]([0-9]+)$', '\\1\\2') }}
        else {{ id }}
    end
    {%- endset -%}
    {%- set plain = 'lower(translate(' ~ composed(bare) ~ ', ' ~ quoted_text(wide | join ~ foreign) ~ ', ' ~ quoted_text(narrow | join ~ latin) ~ '))' -%}
    {%- set plain = 'replace(replace(replace(' ~ plain ~ ", 'mailto:', ''), '@googlemail.', '@gmail.'), '&amp;', '&')" -%}
    trim(leading '0' from translate({{ plain }}, ' ,''"`{}', ''))
{%- endmacro %}
