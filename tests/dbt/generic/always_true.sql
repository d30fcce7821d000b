{#-
  The expression holds in every row; unknown counts as false. Several sentences may be given as a dictionary from a name to an
  expression: one query asks them all, and a failing row has a column of that name for each.
-#}
{% test always_true(model, expression) %}
{%- set sentences = expression if expression is mapping else {'holds': expression} %}
select *
from (
    select
        {%- for name, sentence in sentences.items() %}
        coalesce({{ sentence }}, false) as {{ name }},
        {%- endfor %}
        tested.*
    from {{ model }} as tested
) as judged
where not ({{ sentences.keys() | join(' and ') }})
{% endtest %}
