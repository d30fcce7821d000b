{#-
  What a sign or a code beside an amount says of its currency, as far as it can be told: a code, a dollar of any country as $, null where it is
  no known one (kr and a yen sign are of several).
-#}
{% macro currency_kind(text) -%}
    {%- set dollars = ['$', 'us$', 'usd', 'usd$', 'ca$', 'cad', 'a$', 'aud', 'nzd', 'hkd', 'sgd', 'mxn', 'twd', 'ars', 'clp', 'cop'] -%}
    {%- set signs = {'€': 'EUR', 'eur': 'EUR', 'euro': 'EUR', '£': 'GBP', 'gbp': 'GBP', '₹': 'INR', 'inr': 'INR', 'zł': 'PLN', 'pln': 'PLN', '₺': 'TRY', 'tl': 'TRY', 'try': 'TRY', '₽': 'RUB', 'rub': 'RUB', 'chf': 'CHF', 'r$': 'BRL', 'brl': 'BRL', '₩': 'KRW', 'krw': 'KRW', 'sek': 'SEK', 'nok': 'NOK', 'dkk': 'DKK', 'jpy': 'JPY', 'cny': 'CNY'} -%}
    case
        when lower({{ text }}) in ({{ text_list(dollars) }}) then '$'
        {%- for sign, code in signs.items() %}
        when lower({{ text }}) = {{ quoted_text(sign) }} then '{{ code }}'
        {%- endfor %}
    end
{%- endmacro %}
