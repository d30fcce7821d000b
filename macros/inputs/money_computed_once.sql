{#-
  The part of computed_once for a column of money or of rates: adds to its first two `stages`, and returns the names under which the
  rows have the plain number of a text (`number`, or one for each of the `factors` of a product) and, where the mapping multiplies or
  subtracts, the amount `before` anything is subtracted and what each column takes off (`less`).
-#}
{% macro money_computed_once(kind, said, source, prefix, stages) %}
    {%- set mark, known, taken_off = source.mapping.get('decimal_mark'), {}, subtracted_columns(source.mapping) if kind == 'money' else [] -%}
    {%- if said.read and is_text(said.type) -%}
        {%- do known.update(number='raw.' ~ prefix ~ '_number') -%}
        {%- do stages[0].update({prefix ~ '_number': plain_number(said.value, said.type, mark)}) -%}
    {%- endif -%}
    {%- for name in said.product or [] -%}
        {%- do known.update(factors=known.get('factors', []) + ['raw.' ~ prefix ~ '_factor_' ~ loop.index]) -%}
        {%- do stages[0].update({prefix ~ '_factor_' ~ loop.index: plain_number(source_column(source, name), source.columns[name | lower | trim].type, mark)}) -%}
    {%- endfor -%}
    {%- if (said.read or said.product) and kind == 'money' and (said.product or taken_off) -%}
        {%- do stages[1].update({prefix ~ '_before': money_before_refunds(said.value, said.type, source, said.product, known)}) -%}
        {%- do known.update(before='raw.' ~ prefix ~ '_before') -%}
    {%- endif -%}
    {%- for name in taken_off -%}
        {%- do known.update(less=known.get('less', []) + ['raw.' ~ prefix ~ '_less_' ~ loop.index]) -%}
        {%- do stages[0].update({prefix ~ '_number_less_' ~ loop.index: plain_number(source_column(source, name), source.columns[name | lower | trim].type, mark)}) -%}
        {%- do stages[1].update({prefix ~ '_less_' ~ loop.index: amount_taken_off(source, name, 'raw.' ~ prefix ~ '_number_less_' ~ loop.index)}) -%}
    {%- endfor -%}
    {{ return(known) }}
{% endmacro %}
