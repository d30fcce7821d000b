{#-
  A raw date or timestamp as a wall-clock timestamp in the zone of the variable `timezone`; null where it is unreadable.
  A date has no time of day and is not moved. A timestamp without an offset is taken as UTC. Text is read in the `date_format` of
  the mapping, which may say that moments are counted (counted_time), or else as ISO 8601 (iso_timestamp), which no format of
  another form can mean: every other order of day and month would be a guess.
  Days outside 1900-2099 are unreadable too: they are always a placeholder or a slip.
-#}
{% macro local_timestamp(column, type, date_format=none, known={}) %}
    {%- set text = known.text or trimmed('cast(' ~ column ~ ' as ' ~ dbt.type_string() ~ ')') -%}
    {%- if type == 'date' or type.startswith('timestamp') -%}
        case
            when {{ column }} >= timestamp '1900-01-01' and {{ column }} < timestamp '2100-01-01'
                then {% if type == 'date' -%} cast({{ column }} as timestamp)
                {%- elif is_instant(type) -%} {{ instant_in_zone(column) }}
                {%- else -%} {{ utc_in_zone('cast(' ~ column ~ ' as timestamp)') }}
                {%- endif %}
        end
    {%- elif date_format in counted_formats() -%}
        coalesce({{ counted_time(text, date_format) }}, {{ iso_timestamp(text) }})
    {%- elif date_format -%}
        {%- set iso = known.iso or formatted_date(text, date_format) %}
        case {{ iso_branches(iso) }} when {{ iso }} is null then {{ iso_timestamp(text) }} end
    {%- elif known.plain -%}
        coalesce({{ known.plain }}, case {{ iso_branches(known.other) }} end)
    {%- else -%}
        {{ iso_timestamp(text) }}
    {%- endif -%}
{%- endmacro %}
