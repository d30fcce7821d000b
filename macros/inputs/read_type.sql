{#-
  The type in which a column of the source is read, of its own type: text, numbers, dates and timestamps as they are, PostgreSQL's
  money as a number, and all else (enums, uuids, JSON, truth values, lists, ...) as the text it is written as: a true in a
  column of amounts is no 1.
-#}
{% macro read_type(type) %}
    {% if is_text(type) or is_number(type) or type == 'date' or type.startswith('timestamp') %}
        {{ return(type) }}
    {% endif %}
    {{ return('numeric' if type == 'money' else 'text') }}
{% endmacro %}
