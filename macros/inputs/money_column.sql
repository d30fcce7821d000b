{#-
  An amount or a rate of the source as an exact decimal: the column or a product of columns, less the refund columns that the
  mapping subtracts; `negate: true` in the mapping turns the sign. Unreadable in any part is unreadable as a whole; an empty
  refund column is zero.
-#}
{% macro money_column(kind, value, type, source, product) -%}
    {%- set mark = source.mapping.get('decimal_mark') if source else none -%}
    {%- if kind == 'rate' -%}
    {{ exact_decimal(plain_number(value, type, mark), type, precision=20, scale=10) }}
    {%- else -%}
        {%- set subtracted = source.mapping.get('subtract', []) if source else [] -%}
        {%- set factors = [] -%}
        {%- for column in product or [] -%}
            {%- set factor_type = source.columns[column | lower | trim].type -%}
            {%- do factors.append(exact_decimal(plain_number(source_column(source, column), factor_type, mark), factor_type)) -%}
        {%- endfor -%}
        {%- set amount = exact_decimal('(' ~ factors | join(' * ') ~ ')', 'decimal') if product else exact_decimal(plain_number(value, type, mark), type) -%}
        {%- if source and source.mapping.get('negate') -%}
            {%- set amount = 'cast(-(' ~ amount ~ ') as decimal(17, 4))' -%}
        {%- endif -%}
        {%- if not subtracted -%}
    {{ amount }}
        {%- else -%}
            {%- set refunds = [] -%}
            {%- for column in ([subtracted] if subtracted is string else subtracted) -%}
                {%- set refund, refund_type = source_column(source, column), source.columns[column | lower | trim].type -%}
                {%- do refunds.append(
                    'case when ' ~ is_blank(refund, refund_type) ~ ' then 0 else '
                    ~ exact_decimal(plain_number(refund, refund_type, mark), refund_type) ~ ' end'
                ) -%}
            {%- endfor -%}
    cast({{ amount }} - {{ refunds | join(' - ') }} as decimal(17, 4))
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
