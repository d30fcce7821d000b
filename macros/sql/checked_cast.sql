{#-
  Cast text that begins with a well-formed date: null where the month has no such day. DuckDB has try_cast; PostgreSQL 15 must ask
  first.
-#}
{% macro checked_cast(value, text, type) %}
    {{- return(adapter.dispatch('checked_cast', 'ltv_monitor')(value, text, type)) -}}
{% endmacro %}

{% macro duckdb__checked_cast(value, text, type) -%}
    try_cast({{ value }} as {{ type }})
{%- endmacro %}

{% macro postgres__checked_cast(value, text, type) -%}
    {%- set month = "make_date(cast(substr(" ~ text ~ ", 1, 4) as integer), cast(substr(" ~ text ~ ", 6, 2) as integer), 1)" -%}
    case
        when cast(substr({{ text }}, 9, 2) as integer) <= extract(day from {{ month }} + interval '1 month - 1 day')
            then cast({{ value }} as {{ type }})
    end
{%- endmacro %}

{% macro spark__checked_cast(value, text, type) -%}
    try_cast({{ value }} as {{ type }})
{%- endmacro %}
