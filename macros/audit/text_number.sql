{#- The first 60 bits of the MD5 of a text, as a whole number. -#}
{% macro text_number(text) -%}
    {{ return(adapter.dispatch('text_number', 'ltv_monitor')(text)) }}
{%- endmacro %}

{% macro postgres__text_number(text) -%}
    ('x' || substr(md5({{ text }}), 1, 15))::bit(60)::bigint
{%- endmacro %}

{% macro duckdb__text_number(text) -%}
    cast('0x' || substr(md5({{ text }}), 1, 15) as bigint)
{%- endmacro %}

{#- A decimal, because Spark sums whole numbers in 64 bits. -#}
{% macro spark__text_number(text) -%}
    cast(conv(substr(md5({{ text }}), 1, 15), 16, 10) as decimal(38, 0))
{%- endmacro %}
