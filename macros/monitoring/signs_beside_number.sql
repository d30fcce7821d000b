{#- What stands beside the number in a text: $ of $12.50, eur of 12,50 EUR; null where there is no digit. The e of 1e3 is none. -#}
{% macro signs_beside_number(text) -%}
    case
        when {{ replaced(text, '[^0-9]', every=true) }} <> ''
        then {{ replaced(replaced('replace(' ~ text ~ ', ' ~ quoted_text("'") ~ ", '')", '[0-9][eE][-+]?[0-9]', every=true), '[-+0-9.,()[:space:]\u00a0\u202f\u2019\u2212]', every=true) }}
    end
{%- endmacro %}
