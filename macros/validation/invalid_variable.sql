{#- What is wrong with a variable, as a sentence: its name, its value and what is allowed. -#}
{% macro invalid_variable(name, allowed) %}
    {{ return("variable " ~ name ~ " is " ~ (var(name) | tojson if var(name) is not none else 'null') ~ "; allowed: " ~ allowed) }}
{% endmacro %}
