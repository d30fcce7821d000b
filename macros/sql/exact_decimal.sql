{#-
  A raw number as an exact decimal of the given precision and scale, rounded half away from zero; null where it is
  unreadable, not finite or too large. Text may have a sign, a decimal point and an exponent, and no thousands separators:
  1,234 is a thousand to some and one and a bit to others.
-#}
{% macro exact_decimal(column, type, precision=17, scale=4) %}
    {{- return(adapter.dispatch('exact_decimal', 'ltv_monitor')(column, type, precision, scale)) -}}
{% endmacro %}

{% macro duckdb__exact_decimal(column, type, precision, scale) -%}
    {%- if is_text(type) -%}
    case when {{ matches(trimmed(column), number_pattern()) }} then try_cast({{ trimmed(column) }} as decimal({{ precision }}, {{ scale }})) end
    {%- elif type == 'float' -%}
    {#- In its shortest digits, as the other engines read it: 1084.94 in four bytes is 1084.93994140625. -#}
    try_cast(cast({{ column }} as varchar) as decimal({{ precision }}, {{ scale }}))
    {%- else -%}
    try_cast({{ column }} as decimal({{ precision }}, {{ scale }}))
    {%- endif -%}
{%- endmacro %}

{% macro postgres__exact_decimal(column, type, precision, scale) -%}
    {%- if type.split('(')[0] in ('numeric', 'decimal', 'smallint', 'integer', 'bigint') -%}
    {#- Exact already: no detour through text, which took three quarters of staging. NaN and infinity are above every limit. -#}
    case when abs(round(cast({{ column }} as numeric), {{ scale }})) < 1e{{ precision - scale }} then cast({{ column }} as numeric({{ precision }}, {{ scale }})) end
    {%- else -%}
    {%- set text = trimmed('cast(' ~ column ~ ' as text)') -%}
    case
        when not {{ matches(text, number_pattern()) }} then null
        when abs(round(cast({{ text }} as numeric), {{ scale }})) < 1e{{ precision - scale }}
            then cast({{ text }} as numeric({{ precision }}, {{ scale }}))
    end
    {%- endif -%}
{%- endmacro %}

{#- A type that a cast knows, so that text and numbers are taken as DuckDB takes them; a float is read in its shortest digits. -#}
{% macro spark__exact_decimal(column, type, precision, scale) -%}
    {{ return(duckdb__exact_decimal(column, type, precision, scale)) }}
{%- endmacro %}
