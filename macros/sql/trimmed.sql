{#- Text without the blanks around it, and without the marks there that no one can see. -#}
{% macro trimmed(text) %}
    {{- return(adapter.dispatch('trimmed', 'ltv_monitor')(text)) -}}
{% endmacro %}

{% macro default__trimmed(text) -%}
    btrim({{ text }}, '{{ blanks() ~ invisible_marks() }}')
{%- endmacro %}

{#- Most text begins and ends with a character of ASCII that is none of these, which two comparisons see in half the time. -#}
{% macro duckdb__trimmed(text) -%}
    case when {{ text }} between '!' and '~~' and right({{ text }}, 1) between '!' and '~' then {{ text }} else
    trim({{ text }}, '{{ blanks() ~ invisible_marks() }}') end
{%- endmacro %}
