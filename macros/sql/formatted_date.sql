{#-
  Text in a date format of the mapping as ISO text, null where it has another form. The format is written with the tokens of
  strftime: %Y, %y or %EY (a year of an era, see with_era_as_year, which the text begins with), %m or %b or %B (names of month_names), %d, %H or %I with %p (AM, PM, πμ, μμ, SA, CH, and as Chinese, Japanese and
  Korean write it before the hour), %M, %S, %f, %z (an offset, Z, or one of zone_offsets), %a (English, Japanese and Korean), %A (English and German), or
  %G and %V, a week of ISO 8601, which is read as its Monday; a month without a day is read as its first; everything else stands for
  itself, and a blank for one or more blanks. Days, weeks, months and hours may have one digit, and what is written behind the number of
  a day (1st, 1er) beside a month's name is not read.
-#}
{% macro formatted_date(text, format) -%}
    {%- set tokens = {
        '%Y': '([0-9]{4})', '%y': '([0-9]{2})', '%m': '([0-9]{1,2})', '%b': '([0-9]{2})[.]?', '%B': '([0-9]{2})[.]?',
        '%d': '([0-9]{1,2})', '%H': '([0-9]{1,2})', '%I': '([0-9]{1,2})', '%M': '([0-9]{2})', '%S': '([0-9]{2})',
        '%f': '[0-9]{1,9}', '%a': '([A-Z]{3}|[月火水木金土日월화수목금토일])', '%A': '[A-Z]+',
        '%p': '(AM|PM|A[.] ?M[.]?|P[.] ?M[.]?|오전|오후|上午|下午|午前|午後|[πΠ][.]? ?[μΜ][.]?|[μΜ][.]? ?[μΜ][.]?|SA|CH)', '%z': '(Z|[+-][0-9]{2}|[+-][0-9]{2}:?[0-9]{2})',
        '%G': '([0-9]{4})', '%V': '(0?[1-9]|[1-4][0-9]|5[0-3])'
    } -%}
    {#- Browsers and spreadsheets write narrow blanks before PM. -#}
    {%- set digits = digits_of_scripts() -%}
    {%- set capitals = "translate(upper(" ~ text ~ "), '\u00a0\u202f\u2009" ~ digits.written ~ "', '   " ~ digits.plain ~ "')" -%}
    {%- set capitals = with_era_as_year(capitals) if '%EY' in format else capitals -%}
    {%- set format = format | replace('%EY', '%Y') -%}
    {%- set plain = namespace(text=with_zone_as_offset(capitals) if '%z' in format else capitals, pattern='', groups={}, count=0) -%}
    {%- if '%b' in format or '%B' in format -%}
        {%- set plain.text = replaced(plain.text, '([0-9])(ST|ND|RD|TH|ER|[º°])([ ,])', '\\1\\3') -%}
        {%- for month, names in month_names().items() -%}
            {%- set plain.text = replaced(plain.text, '(^|[0-9 .,/-])(' ~ names ~ ')[^0-9 .,/-]*', '\\1%02d' | format(month)) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for part in modules.re.findall('%[a-zA-Z]|[^%]', format) -%}
        {%- if part in tokens -%}
            {%- set plain.pattern = plain.pattern ~ tokens[part] -%}
            {%- if part not in ('%f', '%A') -%}
                {%- set plain.count = plain.count + 1 -%}
                {%- do plain.groups.update({part: '\\' ~ plain.count}) -%}
            {%- endif -%}
        {%- elif part == ' ' -%}
            {%- set plain.pattern = plain.pattern ~ ' +' -%}
        {%- else -%}
            {%- set plain.pattern = plain.pattern ~ (part | upper if part | upper in 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789' else '[' ~ part ~ (part | upper if part | upper != part) ~ ']') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set group = plain.groups -%}
    {%- set hour = group.get('%H', group.get('%I', '0')) -%}
    {%- if '%V' in group -%}
        {%- set target = group['%G'] ~ '-0' ~ group['%V'] -%}
    {%- else -%}
        {%- set target = (group['%Y'] if '%Y' in group else '20' ~ group['%y'])
            ~ '-0' ~ group.get('%m', group.get('%b', group.get('%B'))) ~ '-0' ~ group.get('%d', '1') -%}
    {%- endif -%}
    {%- if '%H' in group or '%I' in group -%}
        {%- set target = target ~ ' 0' ~ hour ~ ':' ~ group.get('%M', '00') ~ ':' ~ group.get('%S', '00') -%}
    {%- endif -%}
    {%- set whole = '^' ~ plain.pattern ~ '$' -%}
    {%- set padded = replaced(replaced(plain.text, whole, target), '([- ])0([0-9]{2})', '\\1\\2', every=true) -%}
    {%- set half = replaced(plain.text, whole, group.get('%p', '')) -%}
    case when {{ matches(plain.text, plain.pattern) }} then
        {% if '%p' in group -%}
        substr({{ padded }}, 1, 11) || lpad(cast(
            cast(substr({{ padded }}, 12, 2) as integer) % 12 + case when {{ matches(half, '(P.*|오후|下午|午後|[μΜ].*|CH)') }} then 12 else 0 end
            as {{ dbt.type_string() }}), 2, '0') || substr({{ padded }}, 14)
        {%- elif '%V' in group -%}
        {{ week_start(padded) }}
        {%- else -%}
        {{ padded }}
        {%- endif -%}
        {%- if '%z' in group %} || {{ replaced(plain.text, whole, group['%z']) }}{% endif %}
    end
{%- endmacro %}
