{#-
  The SELECT items of a contract column that the source has not (see typed_column): nulls of the types that it would have. Read as
  an empty text it took as long to plan as a column that is there, at every place that reads the relation.
-#}
{% macro missing_column(column, kind) -%}
    {%- set string = dbt.type_string() -%}
    {%- if kind == 'id' -%}
    cast(null as {{ string }}) as {{ column }},
        cast(null as {{ customer_ref_type() if column == 'customer_id' else string }}) as {{ column }}_key
    {%- elif kind in ('time', 'day') -%}
    cast(null as timestamp) as {{ column }},
        true as {{ column }}_is_blank
    {%- elif kind == 'money' -%}
    cast(null as decimal(17, 4)) as {{ column }},
        false as {{ column }}_is_refunded
    {%- elif kind == 'rate' -%}
    cast(null as decimal(20, 10)) as {{ column }}
    {%- else -%}
    cast(null as {{ string }}) as {{ column }}
    {%- endif -%}
{%- endmacro %}
