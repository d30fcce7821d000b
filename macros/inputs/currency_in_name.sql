{#- The currency that the name of a column of amounts ends with, as Total (EUR), spend_usd or Cost in $; none where it names none. -#}
{% macro currency_in_name(name) %}
    {% set signs = {'€': 'EUR', '$': 'USD', '£': 'GBP', '¥': 'JPY', '₹': 'INR', '₽': 'RUB', '₩': 'KRW', 'zł': 'PLN'} %}
    {% set codes = 'aed|ars|aud|bgn|brl|cad|chf|clp|cny|cop|czk|dkk|eur|gbp|hkd|huf|idr|ils|inr|jpy|krw|mxn|myr|nok|nzd|php|pln|ron|rub|sar|sek|sgd|thb|try|twd|uah|usd|vnd|zar' %}
    {% set found = modules.re.search('(?:^|[^a-z])(' ~ codes ~ '|€|\\$|£|¥|₹|₽|₩|zł)[\\s)\\]]*$', name | lower) %}
    {% set code = found.group(1) if found else none %}
    {{ return(signs.get(code, code | upper) if code else none) }}
{% endmacro %}
