{#-
  Every raw row of `relation`, one source after the other, with the columns of the contract typed: ids as text, dates as
  timestamps in the zone of the variable `timezone`, money as exact decimals, channels under their own names. What cannot be read
  is null. Columns besides those: `row_key` (one number per raw row), `source` (see source_name), `row_number` (as the row stands
  in its source), `raw_row` (the whole row, see raw_row_json), `row_problem` (null, or see the macro of that name) and, for every
  id, `<column>_key` in the cheapest type that tells ids apart. What is read many times over is computed
  once (see computed_once). `only`: the names of the contract's columns to type, where a reader needs few of them.
-#}
{% macro typed_rows(relation, only=none) %}
    {% set sources, kinds = input_sources(relation), {} %}
    {% for column, properties in input_columns(relation).items() if only is none or column in only %}
    {% do kinds.update({column: properties.kind}) %}
    {% endfor %}
    {% for source in sources %}
    {{ 'union all' if not loop.first }}
    {%- set computed = computed_once(relation, source, dict(kinds, loaded_at='time') if var('known_at') else kinds) %}
    select
        {{ '' if sources | length == 1 else (source.number - 1) ~ '0' * (17 if target.type == 'spark_py' else 12) ~ ' + ' }}{{ row_key(source) }} as row_key,
        {{ source_name(source, sources) }} as source,
        {{ 'raw._row_number' if '_row_number' in source.added else row_key(source) }} as row_number,
        {{ whole_row(source, sources | length == 1) }} as raw_row,
        {{ row_problem(source, computed.columns.loaded_at or {}) }} as row_problem
        {%- for column, kind in kinds.items() %},
        {{ typed_column(relation, column, kind, source, sources, computed.columns[column]) }}
        {%- endfor %}
    from {{ with_computed(source, computed.stages) }} as raw
    {% else %}
    select
        cast(null as bigint) as row_key,
        cast(null as {{ dbt.type_string() }}) as source,
        cast(null as bigint) as row_number,
        cast(null as {{ dbt.type_string() }}) as raw_row,
        cast(null as {{ dbt.type_string() }}) as row_problem
        {%- for column, kind in kinds.items() %},
        {{ typed_column(relation, column, kind, none, []) }}
        {%- endfor %}
    where false
    {% endfor %}
{% endmacro %}
