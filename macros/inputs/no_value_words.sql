{#-
  Lower-case words by which programs write that there is no value: in no column are they one. Spreadsheets write #N/A in the language
  of who saves the file; what else they could not compute is_no_value knows by its form.
-#}
{% macro no_value_words() %}
    {{ return([
        '', "''", '""', 'nan', 'nat', 'null', '(null)', '[null]', '\\n', 'none', 'nil', 'na', 'n/a', '#n/a', '<na>', 'undefined', '-', '--', '?',
        '#nv', '#n/d', '#n/b', '{}', '[]', '.', '(not set)', '<null>', '<none>', '(blank)', '(empty)', '(leer)', '(vide)', '(vuoto)',
        '(en blanco)', '(vacío)', '(空白)',
    ]) }}
{% endmacro %}
