{#- Text as a literal of SQL. -#}
{% macro quoted_text(text) -%}
    {{ return(adapter.dispatch('quoted_text', 'ltv_monitor')(text)) }}
{%- endmacro %}

{% macro default__quoted_text(text) -%}
    {{ return("'" ~ (text | string | replace("'", "''")) ~ "'") }}
{%- endmacro %}

{#- To Spark a backslash begins an escape. -#}
{% macro spark__quoted_text(text) -%}
    {{ return("'" ~ (text | string | replace('\\', '\\\\') | replace("'", "\\'")) ~ "'") }}
{%- endmacro %}
