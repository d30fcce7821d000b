{#- Lower-case words by which programs write that there is no value: in no column are they one. -#}
{% macro no_value_words() %}
    {{ return([
        '', "''", '""', 'nan', 'nat', 'null', '(null)', '[null]', '\\n', 'none', 'nil', 'na', 'n/a', '#n/a', '<na>', 'undefined', '-', '--', '?',
        '#value!', '#ref!', '#name?',
    ]) }}
{% endmacro %}
