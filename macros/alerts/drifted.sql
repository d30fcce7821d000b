{#-
  SELECT of a rule that compares recent rows with past ones: fires where the stability index of `rows` is above 0.25 and what chance
  makes of so few rows, `noise` over their number; asked only of 50 recent rows and `fewest_past` past ones. example: SQL of the
  case in words, of the columns of stability_index.
-#}
{% macro drifted(subject, rows, example, noise=15, fewest_past=200) %}
    select
        '{{ subject }}' as subject,
        cast(null as {{ dbt.type_string() }}) as channel,
        psi as value,
        limit_value,
        {{ example }} as example
    from (
        select
            *,
            0.25 + {{ noise }}.0 / recent_orders + {{ noise }}.0 / past_orders as limit_value
        from ({{ stability_index(rows) }}) as compared
    ) as limited
    where recent_orders >= 50 and past_orders >= {{ fewest_past }} and psi > limit_value
{% endmacro %}
