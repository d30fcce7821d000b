{#- The UTC timestamp so many microseconds after the beginning of 1970. -#}
{% macro moment_of_microseconds(microseconds) %}
    {{- return(adapter.dispatch('moment_of_microseconds', 'ltv_monitor')(microseconds)) -}}
{% endmacro %}

{% macro duckdb__moment_of_microseconds(microseconds) -%}
    make_timestamp({{ microseconds }})
{%- endmacro %}

{% macro postgres__moment_of_microseconds(microseconds) -%}
    (timestamp '1970-01-01' + ({{ microseconds }}) * interval '1 microsecond')
{%- endmacro %}

{% macro spark__moment_of_microseconds(microseconds) -%}
    cast(timestamp_micros({{ microseconds }}) as timestamp_ntz)
{%- endmacro %}
