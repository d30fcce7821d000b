{#-
  What a sign or a code beside an amount says of its currency, as far as it can be told: a code, a dollar of any country as $, null where it is
  no known one (kr and a yen sign are of several).
-#}
{% macro currency_kind(text) -%}
    {%- set dollars = ['$', 'us$', 'usd', 'usd$', 'ca$', 'cad', 'a$', 'aud', 'nzd', 'hkd', 'sgd', 'mxn', 'twd', 'ars', 'clp', 'cop'] -%}
    {%- set signs = {'\u20ac': 'EUR', 'eur': 'EUR', 'euro': 'EUR', '\u00a3': 'GBP', 'gbp': 'GBP', '\u20b9': 'INR', 'inr': 'INR', 'z\u0142': 'PLN', 'pln': 'PLN', '\u20ba': 'TRY', 'tl': 'TRY', 'try': 'TRY', '\u20bd': 'RUB', 'rub': 'RUB', 'chf': 'CHF', 'r$': 'BRL', 'brl': 'BRL', '\u20a9': 'KRW', 'krw': 'KRW', 'sek': 'SEK', 'nok': 'NOK', 'dkk': 'DKK', 'jpy': 'JPY', 'cny': 'CNY'} -%}
    case
        when lower({{ text }}) in ({{ text_list(dollars) }}) then '$'
        {%- for sign, code in signs.items() %}
        when lower({{ text }}) = {{ quoted_text(sign) }} then '{{ code }}'
        {%- endfor %}
    end
{%- endmacro %}
