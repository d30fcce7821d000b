{#- A value as text without outer blanks and without marks that no one can see. -#}
{% macro plain_text(value) -%}
    {{ trimmed(without_invisible('cast(' ~ value ~ ' as ' ~ dbt.type_string() ~ ')')) }}
{%- endmacro %}
