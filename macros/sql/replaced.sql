{#-
  Text with what matches the pattern replaced: the first match, or every one. The replacement names the pattern's groups \1, \2
  and so on. Spark replaces every match, and knows the groups as $1, $2; every pattern here that is not to replace all matches at
  most once in text that is then taken.
-#}
{% macro replaced(text, pattern, replacement='', every=false) %}
    {{- return(adapter.dispatch('replaced', 'ltv_monitor')(text, pattern, replacement, every)) -}}
{% endmacro %}

{% macro default__replaced(text, pattern, replacement, every) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}'{{ ", 'g'" if every }})
{%- endmacro %}

{% macro spark__replaced(text, pattern, replacement, every) -%}
    regexp_replace({{ text }}, '{{ pattern | replace('[:alnum:]', 'A-Za-z0-9') | replace('[:space:]', '\\\\s') }}', '{{ modules.re.sub('\\\\(\\d)', '$\\1', replacement) }}')
{%- endmacro %}
