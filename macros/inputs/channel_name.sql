{#-
  A channel without outer blanks, null where it is empty, under the name that `channel_aliases` gives it (compared without
  letter case).
-#}
{% macro channel_name(value) -%}
    {%- set name = trimmed('cast(' ~ value ~ ' as ' ~ dbt.type_string() ~ ')') -%}
    {%- if var('channel_aliases') and var('channel_aliases') is mapping -%}
    case
        {%- for alias, channel in var('channel_aliases').items() %}
        when lower({{ name }}) = {{ quoted_text(alias | string | trim | lower) }} then {{ quoted_text(channel | string | trim) }}
        {%- endfor %}
        else nullif({{ name }}, '')
    end
    {%- else -%}
    nullif({{ name }}, '')
    {%- endif -%}
{%- endmacro %}
