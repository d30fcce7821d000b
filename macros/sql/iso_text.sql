{#-
  Text in another unambiguous form rewritten into the plain ISO forms of iso_branches: compact dates and times (20240131.0 too, as a
  column of floats has them), slashes or points in a date that begins with the year, digits of other scripts, a comma before the fraction, UTC and GMT for Z,
  a blank before the offset.
-#}
{% macro iso_text(text) -%}
    {%- set digits = digits_of_scripts() -%}
    {%- set rewritten = namespace(text='translate(upper(' ~ text ~ "), '" ~ digits.written ~ "', '" ~ digits.plain ~ "')") -%}
    {%- for pattern, replacement in [
        ('^([0-9]{4})([0-9]{2})([0-9]{2})([.]0+)?(T| |$)', '\\1-\\2-\\3\\5'),
        ('^([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{6})$', '\\1-\\2-\\3 \\4'),
        ('^([0-9]{4})[/.]([0-9]{2})[/.]([0-9]{2})', '\\1-\\2-\\3'),
        ('^(.{10}[T ][0-9]{2})([0-9]{2})([0-9]{2})', '\\1:\\2:\\3'),
        ('^(.{10}[T ][0-9]{2})([0-9]{2})', '\\1:\\2'),
        (',([0-9]+)', '.\\1'),
        (' ?(UTC|GMT|Z)$', 'Z'),
        (' ([+-][0-9]{2}:?[0-9]{0,2})$', '\\1'),
        ('([.][0-9]{9})[0-9]+', '\\1'),
    ] -%}
        {%- set rewritten.text = replaced(rewritten.text, pattern, replacement) -%}
    {%- endfor -%}
    {{ rewritten.text }}
{%- endmacro %}
