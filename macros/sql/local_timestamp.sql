{#-
  A raw date or timestamp as a wall-clock timestamp in the zone of the variable `timezone`; null where it is unreadable.
  A date has no time of day and is not moved. A timestamp without an offset is taken as UTC. Text must be ISO 8601
  (YYYY-MM-DD, optionally with HH:MM[:SS[.fraction]] and an offset): every other order of day and month is somebody's guess.
  Days outside 1900-2099 are unreadable too: they are always a placeholder or a slip.
-#}
{% macro local_timestamp(column, type) %}
    {%- if type == 'date' or type.startswith('timestamp') -%}
        case
            when {{ column }} >= timestamp '1900-01-01' and {{ column }} < timestamp '2100-01-01'
                then {% if type == 'date' -%} cast({{ column }} as timestamp)
                {%- elif type in ('timestamp with time zone', 'timestamptz') -%} timezone('{{ var('timezone') }}', {{ column }})
                {%- else -%} {{ utc_in_zone('cast(' ~ column ~ ' as timestamp)') }}
                {%- endif %}
        end
    {%- else -%}
        {{ iso_timestamp('trim(cast(' ~ column ~ ' as ' ~ dbt.type_string() ~ '))') }}
    {%- endif -%}
{%- endmacro %}
