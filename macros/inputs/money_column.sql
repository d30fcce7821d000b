{#-
  An amount or a rate of the source as an exact decimal: an amount is money_before_refunds, less the refund columns that the
  mapping subtracts, whether they write what went back with a minus or without. Unreadable in any part is unreadable as a whole; an
  empty refund column is zero. `known`: what was computed of it already (see computed_once).
-#}
{% macro money_column(kind, value, type, source, product, known={}) -%}
    {%- set mark = source.mapping.get('decimal_mark') if source else none -%}
    {%- set columns = subtracted_columns(source.mapping) if source else [] -%}
    {%- if kind == 'rate' -%}
    {{ exact_decimal(known.number or plain_number(value, type, mark), type, precision=20, scale=10) }}
    {%- elif columns -%}
        {%- set before, parts, sizes = money_before_refunds(value, type, source, product, known), known.less or [], [] -%}
        {%- for column in columns if not known.less -%}
            {%- do parts.append(amount_taken_off(source, column)) -%}
        {%- endfor -%}
        {%- for part in parts -%}
            {%- do sizes.append('abs(' ~ part ~ ')') -%}
        {%- endfor -%}
    cast({{ before }} - case when {{ before }} > 0 then {{ sizes | join(' + ') }} else {{ parts | join(' + ') }} end as decimal(17, 4))
    {%- else -%}
    {{ money_before_refunds(value, type, source, product, known) }}
    {%- endif -%}
{%- endmacro %}
