{#-
  An amount or a rate of the source as an exact decimal: an amount is money_before_refunds, less the refund columns that the
  mapping subtracts. Unreadable in any part is unreadable as a whole; an empty refund column is zero.
-#}
{% macro money_column(kind, value, type, source, product, number=none) -%}
    {%- set mark = source.mapping.get('decimal_mark') if source else none -%}
    {%- set subtracted, refunds = source.mapping.get('subtract', []) if source else [], [] -%}
    {%- for column in ([subtracted] if subtracted is string else subtracted) -%}
        {%- set refund, refund_type = source_column(source, column), source.columns[column | lower | trim].type -%}
        {%- do refunds.append(
            'case when ' ~ is_blank(refund, refund_type) ~ ' then 0 else '
            ~ divided(exact_decimal(plain_number(refund, refund_type, mark), refund_type), source) ~ ' end'
        ) -%}
    {%- endfor -%}
    {%- if kind == 'rate' -%}
    {{ exact_decimal(number or plain_number(value, type, mark), type, precision=20, scale=10) }}
    {%- elif refunds -%}
    cast({{ money_before_refunds(value, type, source, product, number) }} - {{ refunds | join(' - ') }} as decimal(17, 4))
    {%- else -%}
    {{ money_before_refunds(value, type, source, product, number) }}
    {%- endif -%}
{%- endmacro %}
