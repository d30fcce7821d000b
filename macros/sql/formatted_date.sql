{#-
  Text in a date format of the mapping as ISO text, null where it has another form. The format is written with the tokens of
  strftime: %Y or %y, %m or %b or %B (names in English, German, French, Spanish, Italian, Dutch,
  Portuguese, Polish, Turkish, Romanian, Hungarian, Russian and the Nordic languages), %d, %H or %I with %p, %M, %S, %f, %z, %a (English), %A (English and German); everything else stands for itself,
  and a blank for one or more blanks. Days, months and hours may have one digit.
-#}
{% macro formatted_date(text, format) -%}
    {%- set tokens = {
        '%Y': '([0-9]{4})', '%y': '([0-9]{2})', '%m': '([0-9]{1,2})', '%b': '([0-9]{2})[^0-9 .,/-]*[.]?', '%B': '([0-9]{2})[^0-9 .,/-]*[.]?',
        '%d': '([0-9]{1,2})', '%H': '([0-9]{1,2})', '%I': '([0-9]{1,2})', '%M': '([0-9]{2})', '%S': '([0-9]{2})',
        '%f': '[0-9]{1,9}', '%a': '[A-Z]{3}', '%A': '[A-Z]+', '%p': '(AM|PM|A[.]M[.]|P[.]M[.])', '%z': '(Z|[+-][0-9]{2}:?[0-9]{2})'
    } -%}
    {%- set plain = namespace(text=replaced('upper(' ~ text ~ ')', ' ?(UTC|GMT)$', 'Z'), pattern='', groups={}, count=0) -%}
    {%- if '%b' in format or '%B' in format -%}
        {#- Finnish November begins as March does elsewhere, and Finnish March goes on as Polish November begins. Letters beyond ASCII stay small on a server of locale C. -#}
        {%- for month, stems in [
            ('11', 'MARRAS'), ('03', 'MAALIS'), ('01', 'JAN|ENE|GEN|IAN|STY|OCA|TAM|[Яя][Нн][Вв]'), ('02', 'F[EÉé][BV]|LUT|[ŞşS]UB|HEL|[Фф][Ее][Вв]'),
            ('03', 'M[AÄäÁá]R|MAA|MRT|[Мм][Аа][Рр]'), ('04', '[AÁá][PVB]R|KWI|NIS|HUH|[Аа][Пп][Рр]'),
            ('05', 'M[AÁá][IYGJ]|MEI|TOU|[Мм][Аа][ЙйЯя]'), ('06', 'J[UÚú]I?N|IUN|GIU|CZE|HAZ|KES|[Ии][Юю][Нн]'),
            ('07', 'J[UÚú]I?L|IUL|LUG|LIP|TEM|HEI|[Ии][Юю][Лл]'), ('08', 'AUG|AGO|AO[UÛû]|SIE|A[GĞğ]U|ELO|[Аа][Вв][Гг]'),
            ('09', 'SE[PT]|SZE|WRZ|EYL|SYY|[Сс][Ее][Нн]'), ('10', 'O[CK]T|OTT|OUT|PA[ŹźZ]|EKI|LOK|[Оо][Кк][Тт]'),
            ('11', 'NOV|NOI|LIS|KAS|[Нн][Оо][Яя]'), ('12', 'D[EÉé][CZ]|DIC|GRU|ARA|JOU|[Дд][Ее][Кк]'),
        ] -%}
            {%- set plain.text = replaced(plain.text, '(^|[^A-Za-z])(' ~ stems ~ ')', '\\1' ~ month) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for part in modules.re.findall('%[a-zA-Z]|[^%]', format) -%}
        {%- if part in tokens -%}
            {%- set plain.pattern = plain.pattern ~ tokens[part] -%}
            {%- if part not in ('%f', '%a', '%A') -%}
                {%- set plain.count = plain.count + 1 -%}
                {%- do plain.groups.update({part: '\\' ~ plain.count}) -%}
            {%- endif -%}
        {%- elif part == ' ' -%}
            {%- set plain.pattern = plain.pattern ~ ' +' -%}
        {%- else -%}
            {%- set plain.pattern = plain.pattern ~ (part | upper if part | upper in 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789' else '[' ~ part ~ ']') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set group = plain.groups -%}
    {%- set hour = group.get('%H', group.get('%I', '0')) -%}
    {%- set target = (group['%Y'] if '%Y' in group else '20' ~ group['%y'])
        ~ '-0' ~ group.get('%m', group.get('%b', group.get('%B'))) ~ '-0' ~ group['%d'] -%}
    {%- if '%H' in group or '%I' in group -%}
        {%- set target = target ~ ' 0' ~ hour ~ ':' ~ group.get('%M', '00') ~ ':' ~ group.get('%S', '00') -%}
    {%- endif -%}
    {%- set whole = '^' ~ plain.pattern ~ '$' -%}
    {%- set padded = replaced(replaced(plain.text, whole, target), '([- ])0([0-9]{2})', '\\1\\2', every=true) -%}
    {%- set half = replaced(plain.text, whole, group.get('%p', '')) -%}
    case when {{ matches(plain.text, plain.pattern) }} then
        {% if '%p' in group -%}
        substr({{ padded }}, 1, 11) || lpad(cast(
            cast(substr({{ padded }}, 12, 2) as integer) % 12 + case when {{ half }} like 'P%' then 12 else 0 end
            as {{ dbt.type_string() }}), 2, '0') || substr({{ padded }}, 14)
        {%- else -%}
        {{ padded }}
        {%- endif -%}
        {%- if '%z' in group %} || {{ replaced(plain.text, whole, group['%z']) }}{% endif %}
    end
{%- endmacro %}
