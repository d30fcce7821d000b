{#- ISO 8601 text as a local timestamp, null where it is no such text or no such day. DuckDB has try_cast; PostgreSQL 15 must ask first. -#}
{% macro iso_timestamp(text) %}
    {%- set date = '(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])' -%}
    {%- set time = '[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?' -%}
    {%- set offset = '(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)' -%}
    {%- set with_seconds = "regexp_replace(" ~ text ~ ", '([T ][0-9]{2}:[0-9]{2})(Z|[+-].*)?$', '\\1:00\\2')" -%}
    case
        when {{ matches(text, date) }} then {{ checked_cast(text, text, 'timestamp') }}
        when {{ matches(text, date ~ time) }} then {{ utc_in_zone(checked_cast(with_seconds, text, 'timestamp')) }}
        when {{ matches(text, date ~ time ~ offset) }}
            then timezone('{{ var('timezone') }}', {{ checked_cast(with_seconds, text, 'timestamp with time zone') }})
    end
{%- endmacro %}
