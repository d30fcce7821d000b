{#-
  Every raw row of `relation`, numbered as it stands there, with the whole row as a record and the columns of the contract;
  an optional column that is missing is null, a relation that is missing has no rows.
-#}
{% macro raw_rows(relation) %}
    {% set found = raw_columns(relation) %}
    {% set from = raw_source(relation) %}
    {% set numbered = from is string and from.startswith('read_parquet') %}
    select
        {{ 'file_row_number + 1' if numbered else 'row_number() over ()' }} as row_number,
        {{ record(found.values() | map(attribute='name') | list) }} as raw_row
        {%- for column in input_columns(relation) %},
        {{ 'raw.' ~ adapter.quote(found[column].name) if column in found else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as {{ column }}
        {%- endfor %}
    {% if found %}
    from {{ from }} as raw
    {% else %}
    from (select 1 as nothing) as raw
    where false
    {% endif %}
{% endmacro %}
