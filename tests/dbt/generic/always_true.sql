{#- The expression holds in every row; unknown counts as false. -#}
{% test always_true(model, expression) %}
select * from {{ model }} where coalesce(not ({{ expression }}), true)
{% endtest %}
