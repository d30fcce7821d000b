{#-
  An exact amount of a source in whole units, where the mapping says by how much it is to be divided. It is multiplied by the
  decimal fraction, since a quotient would be a float on DuckDB.
-#}
{% macro divided(amount, source) -%}
    {%- set divisor = source.mapping.get('divide_by', 1) if source else 1 -%}
    {%- if divisor in (none, 1) -%}
    {{ amount }}
    {%- else -%}
    cast(({{ amount }}) * {{ {10: '0.1', 100: '0.01', 1000: '0.001', 1000000: '0.000001'}[divisor] }} as decimal(17, 4))
    {%- endif -%}
{%- endmacro %}
