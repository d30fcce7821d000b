{#-
  One row per customer of `histories` (first_purchase_on, T and the columns `by`) with a purchase day in a whole opportunity of
  `opportunity_days`. Opportunities are counted back from the last day observed; the one that the first purchase falls into is not
  whole. `purchase_days` has the columns of int_purchase_days and `by`.
-#}
{% macro customer_opportunities(purchase_days, histories, by=['customer_ref']) %}
    {%- set days = var('opportunity_days') %}
    with dated as (
        select
            {% for column in by %}purchase_days.{{ column }}, {% endfor %}
            {{ days_between('histories.first_purchase_on', 'purchase_days.ordered_on') }} as age_days,
            histories.T
        from {{ purchase_days }} as purchase_days
        inner join {{ histories }} as histories
            on {% for column in by %}{{ 'and ' if not loop.first }}purchase_days.{{ column }} = histories.{{ column }} {% endfor %}
        where purchase_days.is_purchase_day
    )

    select
        {{ by | join(', ') }},
        count(distinct T - age_days - mod(T - age_days, {{ days }})) as opportunities,
        count(*) as purchase_days
    from dated
    where age_days > mod(T, {{ days }})
    group by {{ by | join(', ') }}
{% endmacro %}
