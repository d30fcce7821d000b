{#- The model of `purchase_model: auto`. -#}
{% macro default_purchase_model() %}
    {{ return(purchase_models().keys() | list | first) }}
{% endmacro %}
