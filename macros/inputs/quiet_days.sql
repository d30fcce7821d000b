{#- Days without any order after which a few last orders are taken for slips of the date. -#}
{% macro quiet_days() %}
    {{ return(180) }}
{% endmacro %}
