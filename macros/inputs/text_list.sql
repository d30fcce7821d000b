{#- Values as a list of lower-case literals of SQL without outer blanks. They are quoted together: a word alone would take as long. -#}
{% macro text_list(values) -%}
    {%- set listed = [values] if values is string or values is not iterable else values -%}
    {%- set separator = '\u001f' -%}
    {{ quoted_text(listed | map('string') | map('trim') | map('lower') | join(separator)) | replace(separator, "', '") if listed | list }}
{%- endmacro %}
