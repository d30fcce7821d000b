{#-
  An amount of the source as an exact decimal, before anything is subtracted: the column or a product of columns; `negate: true`
  in the mapping turns the sign, `divide_by` makes whole units of cents. `known`: what was computed of it already (see computed_once).
-#}
{% macro money_before_refunds(value, type, source, product, known={}) -%}
    {%- if known.before -%}
    {{ known.before }}
    {%- else -%}
        {%- set mark, factors = source.mapping.get('decimal_mark') if source else none, [] -%}
        {%- for column in product or [] -%}
            {%- set factor_type = source.columns[column | lower | trim].type -%}
            {%- set number = known.factors[loop.index0] if known.factors else plain_number(source_column(source, column), factor_type, mark) -%}
            {%- do factors.append(exact_decimal(number, factor_type)) -%}
        {%- endfor -%}
        {%- set amount = exact_decimal('(' ~ factors | join(' * ') ~ ')', 'decimal') if product else exact_decimal(known.number or plain_number(value, type, mark), type) -%}
        {%- set amount = divided(amount, source) -%}
    {{ 'cast(-(' ~ amount ~ ') as decimal(17, 4))' if source and source.mapping.get('negate') else amount }}
    {%- endif -%}
{%- endmacro %}
