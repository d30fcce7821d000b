{#-
  The WHEN branches that read text in the plain ISO forms: a date, a date with a time, the same with an offset. 24:00 is the end of
  its day, which is midnight of the next.
-#}
{% macro iso_branches(text) %}
    {%- set date = '(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])' -%}
    {%- set time = '[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?' -%}
    {%- set day = replaced(text, '[T ]24:.*$') -%}
    {%- set offset = '(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)' -%}
    {%- set with_seconds = replaced(text, '([T ][0-9]{2}:[0-9]{2})(Z|[+-].*)?$', '\\1:00\\2') -%}
        when {{ matches(text, date) }} then {{ checked_cast(text, text, 'timestamp') }}
        when {{ matches(text, date ~ time) }} then {{ utc_in_zone(checked_cast(with_seconds, text, 'timestamp')) }}
        when {{ matches(text, date ~ time ~ offset) }}
            then {{ instant_in_zone(checked_cast(with_seconds, text, instant_type())) }}
        when {{ matches(text, date ~ '[T ]24:00(:00([.]0{1,9})?)?') }}
            then {{ utc_in_zone('(' ~ checked_cast(day, text, 'timestamp') ~ " + interval '1 day')") }}
{%- endmacro %}
