{#- Text without the white space around it: blanks, tabs, line breaks, the blanks that do not break lines, marks
  without a width. -#}
{% macro trimmed(text) %}
    {{- return(adapter.dispatch('trimmed', 'ltv_monitor')(text)) -}}
{% endmacro %}

{% macro default__trimmed(text) -%}
    btrim({{ text }}, '{{ " \t\r\n\u00a0\u2007\u200b\u200e\u200f\u202f\u2060\u3000\ufeff" }}')
{%- endmacro %}

{#- Most text begins and ends with a character of ASCII that is none of these, which two comparisons see in half the time. -#}
{% macro duckdb__trimmed(text) -%}
    case when {{ text }} between '!' and '~~' and right({{ text }}, 1) between '!' and '~' then {{ text }} else
    trim({{ text }}, '{{ " \t\r\n\u00a0\u2007\u200b\u200e\u200f\u202f\u2060\u3000\ufeff" }}') end
{%- endmacro %}

{% macro spark__trimmed(text) -%}
    btrim({{ text }}, '{{ " \t\r\n\u00a0\u2007\u200b\u200e\u200f\u202f\u2060\u3000\ufeff" }}')
{%- endmacro %}
