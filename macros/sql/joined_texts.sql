{#- An aggregate: the texts of a group in the order given, with a separator between them; null where there is none. -#}
{% macro joined_texts(text, order_by, separator=', ') %}
    {{- return(adapter.dispatch('joined_texts', 'ltv_monitor')(text, order_by, separator)) -}}
{% endmacro %}

{% macro default__joined_texts(text, order_by, separator) -%}
    string_agg({{ text }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}

{% macro spark__joined_texts(text, order_by, separator) -%}
    string_agg({{ text }}, '{{ separator }}') within group (order by {{ order_by }})
{%- endmacro %}
