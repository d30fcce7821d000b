{#- The name of a column as SQL, whatever is in it; a quote within it is doubled. -#}
{% macro quoted_name(name) -%}
    {%- set mark = '`' if target.type == 'spark_py' else '"' -%}
    {{ return(mark ~ (name | replace(mark, mark * 2)) ~ mark) }}
{%- endmacro %}
