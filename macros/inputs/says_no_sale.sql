{#- Whether lower-case text says that an order brought no money, or, where `refunds`, that it went back (see no_sale_patterns). -#}
{% macro says_no_sale(text, refunds=false) -%}
    {%- set patterns = no_sale_patterns(refunds) -%}
    ({{ matches(text, patterns.unpaid) ~ ' or ' if patterns.unpaid }}{{ 'not ' ~ matches(text, patterns.partial) ~ ' and ' if patterns.partial }}not {{ matches(text, patterns.negated) }} and ({{ matches(text, patterns.holds) }} or {{ matches(text, patterns.parts) }}))
{%- endmacro %}
