{#-
  What is wrong with a variable, as a sentence: its name, its value and what is allowed. YAML takes 1e-9 for text, and a number in
  quotes too.
-#}
{% macro invalid_variable(name, allowed) %}
    {% set value = var(name) %}
    {% set is_number_as_text = value is string and modules.re.fullmatch('[-+]?[0-9.]+([eE][-+]?[0-9]+)?', value) and ' number' in allowed %}
    {{ return(
        "variable " ~ name ~ " is " ~ (value | tojson if value is not none else 'null') ~ "; allowed: " ~ allowed
        ~ (', written without quotes and without an exponent' if is_number_as_text else '')
    ) }}
{% endmacro %}
