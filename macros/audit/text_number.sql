{#- The first 60 bits of the MD5 of a text, as a whole number. -#}
{% macro text_number(text) -%}
    {{ return(adapter.dispatch('text_number', 'ltv_monitor')(text)) }}
{%- endmacro %}

{% macro default__text_number(text) -%}
    ('x' || substr(md5({{ text }}), 1, 15))::bit(60)::bigint
{%- endmacro %}

{% macro duckdb__text_number(text) -%}
    cast('0x' || substr(md5({{ text }}), 1, 15) as bigint)
{%- endmacro %}
