{#-
  Whether amounts below zero may be what went back of the rows of a source for which a condition holds: half as many, or more. A single
  credit note is not.
-#}
{% macro stand_below_zero(one, condition) -%}
    {%- if one.relation == 'transactions' -%}
    (
        (select coalesce(sum(negative_rows), 0) from {{ ref('base_order_days') }} where reason is null) > 0
        and 2 * (select coalesce(sum(negative_rows), 0) from {{ ref('base_order_days') }} where reason is null)
            >= (select count(*) from ({{ rows_of_status(one) }}) as went_back where row_problem is null and {{ condition }})
    )
    {%- else -%}
    false
    {%- endif -%}
{%- endmacro %}
