{#-
  A text of a column of currencies as a code: signs that are of one currency only as its code, other texts in capitals, one that says
  nothing null. $, ¥ and kr are of several and stay, so that they are asked about. Pence are another unit than pounds, though only a
  letter's case tells them apart.
-#}
{% macro currency_code(text) -%}
    {%- set codes = {
        'EUR': ['€', 'EURO', 'EUROS'], 'GBP': ['£', 'UK£', 'GB£'], 'USD': ['US$', 'USD$', 'U$S'], 'CAD': ['CA$', 'CAD$', 'C$'],
        'AUD': ['AU$', 'AUD$', 'A$'], 'BRL': ['R$'], 'PLN': ['ZŁ'], 'TRY': ['₺', 'TL'], 'RUB': ['₽', 'РУБ', 'РУБ.'], 'UAH': ['₴', 'ГРН', 'ГРН.'],
        'INR': ['₹'], 'KRW': ['₩', '원'], 'VND': ['₫'], 'THB': ['฿'], 'ILS': ['₪'], 'CZK': ['KČ'], 'HUF': ['FT'], 'TWD': ['NT$'], 'HKD': ['HK$'],
    } %}
    case
        when {{ text }} in ('GBp', 'GBx') then 'GBX'
        {%- for code, signs in codes.items() %}
        when lower({{ text }}) in ({{ text_list(signs) }}) then '{{ code }}'
        {%- endfor %}
        when not {{ is_no_value(text) }} then upper({{ text }})
    end
{%- endmacro %}
