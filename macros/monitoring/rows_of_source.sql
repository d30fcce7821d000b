{#-
  SELECT of the rows of one source of a relation, as rules read them: `columns` of the contract typed, `numbers` (name -> column of the
  source) as exact decimals, `also` (name -> SQL over `raw`) and `row_problem`. What is long is computed once (see computed_once).
-#}
{% macro rows_of_source(relation, source, columns, numbers={}, also={}) %}
    {%- set kinds, contract, sources, mark = {}, input_columns(relation), input_sources(relation), source.mapping.get('decimal_mark') -%}
    {%- for column in columns -%}
        {%- do kinds.update({column: contract[column].kind}) -%}
    {%- endfor -%}
    {%- set computed, plain = computed_once(relation, source, dict(kinds, loaded_at='time') if var('known_at') else kinds), {} -%}
    {%- for name, column in numbers.items() -%}
        {%- do plain.update({'_ltv_plain_' ~ name: plain_number(source_column(source, column), source.columns[column | lower | trim].type, mark)}) -%}
    {%- endfor %}
    select
        {%- for column, kind in kinds.items() %}
        {{ typed_column(relation, column, kind, source, sources, computed.columns[column]) }},
        {%- endfor %}
        {%- for name, column in numbers.items() %}
        {{ exact_decimal('raw._ltv_plain_' ~ name, source.columns[column | lower | trim].type) }} as {{ name }},
        {%- endfor %}
        {%- for name, sql in also.items() %}
        {{ sql }} as {{ name }},
        {%- endfor %}
        {{ row_problem(source, computed.columns.loaded_at or {}) }} as row_problem
    from {{ with_computed(source, ([plain] if plain else []) + computed.stages) }} as raw
{% endmacro %}
