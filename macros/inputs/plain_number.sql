{#-
  Text with the mapping's decimal mark as a plain number: without currency signs, blanks and the thousands marks of the other kind
  (apostrophes too), digits of full width and of Arabic and Persian in plain ones, with the sign in front (accountants write it behind, or parentheses). Thousands marks must stand where
  thousands or lakhs end: with a decimal point 12,50 is unreadable, and not 1250. The dashes of 10,- and 10,-- stand for cents. Without a decimal mark in the mapping only the sign
  is put in front: 1,234 is unreadable then, because it is a thousand to some and one and a bit to others. Columns that are
  numbers already stay as they are.
-#}
{% macro plain_number(value, type, decimal_mark) -%}
    {%- if not is_text(type) -%}
    {{ value }}
    {%- elif decimal_mark is none -%}
    case
        when {{ value }} like '%-' or {{ value }} like '(%' or {{ value }} like '−%'
            then {{ replaced(replaced(replaced('replace(' ~ value ~ ", '−', '-')", '^([0-9]+)[.,]-{1,2}$', '\\1'), '^[(]([0-9.]+)[)]$', '-\\1'), '^([0-9.]+)-$', '-\\1') }}
        else {{ value }}
    end
    {%- else -%}
        {%- set thousands, decimals = (',', '[.]') if decimal_mark == '.' else ('[.]', ',') -%}
        {%- set number = '[+-]?([0-9]{1,3}(' ~ thousands ~ '[0-9]{2,3})*' ~ thousands ~ '[0-9]{3}|[0-9]*)(' ~ decimals ~ '[0-9]*)?([eE][+-]?[0-9]{1,2})?' -%}
        {%- set signs = '[' ~ blanks() ~ invisible_marks() ~ '€$£¥₹₽₺₩₪฿₫₴₦元円원]' -%}
        {%- set names = '(Rs[.]?|kr[.]?|руб[.]?|р[.]|грн[.]?|лв[.]?|zł|Kč|TL|Ft|RM|Rp[.]?|[A-Za-z]{3}|[A-Za-z]{1,2}[$]|R)' -%}
        {%- set wide = '\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff0e\uff0c\uff0d\uff08\uff09￥'
            ~ '\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9\u066b\u066c' -%}
        {%- set text = namespace(bare='translate(' ~ value ~ ", '" ~ wide ~ "', '0123456789.,-()¥01234567890123456789.,')", plain='{}') -%}
        {%- for mark, plain in [("'", ''), ('\u2019', ''), ('\u2212', '-'), ('\u2013', '-'), ('\u2014', '-')] -%}
            {%- set text.bare = 'replace(' ~ text.bare ~ ', ' ~ quoted_text(mark) ~ ', ' ~ quoted_text(plain) ~ ')' -%}
        {%- endfor -%}
        {%- set text.bare = replaced(replaced(text.bare, '^' ~ signs ~ '*([+-]?)' ~ signs ~ '*' ~ names ~ '([-+0-9.,(]|' ~ signs ~ ')', '\\1\\3'), names ~ signs ~ '*$') -%}
        {%- set text.bare = replaced(text.bare, signs, every=true) -%}
        {%- set text.bare = replaced(text.bare, '([0-9])' ~ decimals ~ '-{1,2}$', '\\1') -%}
        {%- set text.bare = replaced(replaced(text.bare, '^[(]([^-]*)[)]$', '-\\1'), '^([0-9.,]*[0-9])-$', '-\\1') -%}
        {%- for mark in ([','] if decimal_mark == '.' else ['.', ',']) -%}
            {%- set text.plain = 'replace(' ~ text.plain ~ ", '" ~ mark ~ "', '" ~ ('.' if loop.index == 2 else '') ~ "')" -%}
        {%- endfor -%}
    case
        when {{ matches(trimmed(value), number) }} then {{ text.plain.format(trimmed(value)) }}
        when {{ matches(text.bare, number) }} then {{ text.plain.format(text.bare) }}
    end
    {%- endif -%}
{%- endmacro %}
