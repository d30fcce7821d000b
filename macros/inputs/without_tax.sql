{#- Pattern, to be searched for, of what names of columns in lower case say of amounts without tax. -#}
{% macro without_tax() %}
    {%- set tax = '(tax(es)?|vat|gst|mwst|ust|steuern?|tva|iva|impuestos?|impostos?|btw|moms|mva|alv|dph|kdv|áfa|pdv|ddv|ндс|пдв|φπα)' -%}
    {%- set without = '(without|w/o|ex|ohne|sans|hors|sin|sem|senza|zonder|utan|uden|uten|ilman|bez|fără|fara|без|χωρίς)' -%}
    {%- set words = [
        'net', 'нетто', 'untaxed', 'excl', 'exkl', 'ekskl', 'ex_', 'before', 'subtotal', 'imponibile', '税抜', '税別', '不含税', '未税', '未稅',
        '(?<!\\w)h[.]?t[.]?(?!\\w)', '_ht(_|$)',
        '(?<![^\\W_])' ~ without ~ '[ _.]*' ~ tax ~ '(?![^\\W_])',
        tax ~ '[ _.]*(hariç|haric|nélkül|esclus[oa]|escluíd[oa]|exclu[ií]d[oa])',
    ] -%}
    {{ return(words | join('|')) }}
{% endmacro %}
