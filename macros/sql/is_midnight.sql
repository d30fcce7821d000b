{#- Whether a timestamp is the first moment of its day. -#}
{% macro is_midnight(moment) -%}
    {{ moment }} = cast(cast({{ moment }} as date) as timestamp)
{%- endmacro %}
