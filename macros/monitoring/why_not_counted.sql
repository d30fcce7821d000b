{#- Why rows that a column of a status tells of should not count, as SQL. -#}
{% macro why_not_counted(one) -%}
    {%- if one.kind == 'negative' -%}
    'The quantity of some orders is below nothing, and their amount is not: what came back counts as sold.'
    {%- elif one.kind == 'line' -%}
    'These lines are taxes or tips, which are no revenue, and count as sales.'
    {%- elif one.kind == 'payment' -%}
    'These orders were paid with gift cards or credit: that money came in when the card was sold, and counts twice where its sale is an order too.'
    {%- elif one.kind == 'planned' or one.relation != 'transactions' and modules.re.search('plan|forecast|budget|estimated|projected|actual', one.column | lower) -%}
    'This column says of some rows that they are planned and not spent, and no filter leaves them out: they count.'
    {%- elif one.kind in ('current', 'change') or modules.re.search('deleted|valid_to', one.column | lower) -%}
    'This column says of some rows that they are deleted or no longer in force, and no filter leaves them out: they count.'
    {%- elif one.kind in ('unmet', 'unset') -%}
    'This column says of some orders that what makes a sale of them has not come, as being paid, and no filter leaves them out: they count as sales.'
    {%- else -%}
    'This column says of some orders that they brought no money, and no filter leaves them out: they count as sales.'
    {%- endif -%}
{%- endmacro %}
