{#-
  What holds of a relation by itself, asked in one query: no two rows agree in the columns of `one_row_per`; neither these
  (but those of `may_be_null`) nor those of `never_null` are null; and the sentences of `always`, a dictionary from a name to an expression, hold in every row
  (unknown counts as false). A failing row is told with all that is wrong with it.
-#}
{% test sound(model, one_row_per=[], may_be_null=[], never_null=[], always={}) %}
{%- set sentences = {} %}
{%- for column in one_row_per + never_null if column not in may_be_null %}
    {%- do sentences.update({column ~ '_is_known': column ~ ' is not null'}) %}
{%- endfor %}
{%- do sentences.update(always) %}
{%- if sentences %}
select
    concat_ws(
        ', '
        {%- for name, sentence in sentences.items() %},
        case when ({{ sentence }}) is not true then 'not {{ name }}' end
        {%- endfor %}
    ) as problem,
    {{ row_text('tested') }} as of_row
from (select * from {{ model }}) as tested
where (({{ sentences.values() | join(') and (') }})) is not true
{%- endif %}
{%- if one_row_per %}
union all
select 'not one row', concat_ws(', ', {{ one_row_per | join(', ') }})
from {{ model }}
group by {{ one_row_per | join(', ') }}
having count(*) > 1
{%- endif %}
{% endtest %}
