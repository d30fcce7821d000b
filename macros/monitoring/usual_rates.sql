{#-
  What one unit of a currency has been worth in US dollars, to the nearest factor of two, in the years since 2015: enough to see that a
  rate is upside down or in cents. Currencies that have lost most of their value since then are left out.
-#}
{% macro usual_rates() %}
    {{ return({
        'USD': 1, 'EUR': 1.1, 'GBP': 1.3, 'CHF': 1.05, 'AUD': 0.7, 'CAD': 0.75, 'NZD': 0.65, 'SGD': 0.74, 'HKD': 0.128, 'CNY': 0.145,
        'TWD': 0.032, 'JPY': 0.008, 'KRW': 0.0008, 'INR': 0.013, 'IDR': 0.000066, 'VND': 0.000042, 'THB': 0.029, 'PHP': 0.019, 'MYR': 0.23,
        'DKK': 0.15, 'SEK': 0.105, 'NOK': 0.105, 'ISK': 0.0078, 'PLN': 0.25, 'CZK': 0.043, 'HUF': 0.003, 'RON': 0.23, 'BGN': 0.56,
        'ILS': 0.28, 'AED': 0.272, 'SAR': 0.267, 'QAR': 0.275, 'KWD': 3.25, 'BHD': 2.65, 'OMR': 2.6, 'JOD': 1.41, 'ZAR': 0.062,
        'MXN': 0.052, 'BRL': 0.21, 'CLP': 0.0012, 'COP': 0.00026, 'PEN': 0.27, 'UAH': 0.03, 'RUB': 0.013, 'KZT': 0.0023, 'MAD': 0.103
    }) }}
{% endmacro %}
