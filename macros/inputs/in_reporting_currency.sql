{#-
  An amount in the reporting currency, kept to four decimals; null without a rate. `rate` is ignored while no reporting
  currency is set: then all amounts are in one currency already.
-#}
{% macro in_reporting_currency(amount, rate) -%}
    {%- if var('reporting_currency') is none -%} {{ amount }}
    {%- else -%} {{ exact_decimal('(' ~ amount ~ ' * ' ~ rate ~ ')', 'decimal') }}
    {%- endif -%}
{%- endmacro %}
