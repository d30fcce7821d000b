{#-
  Warning: far more buyers are "new" at the start of the data than later (int_left_censored has the rule). A cohort that was chosen
  on purpose looks the same, and so does a shop that wins ever fewer customers: in half of the generated ones whose acquisition fell to
  nothing in two years the rule fired. How soon early buyers return does not tell them apart (it found half of the true ones).
-#}
{% macro warn_left_censored() %}
    select
        'left_censored' as rule,
        'transactions' as relation,
        early_buyers as row_count,
        cast(null as {{ money() }}) as amount,
        'first day ' || first_day || ': ' || early_buyers || ' buyers in 91 days, then ' || later_buyers || ' in ' || later_days as example,
        {%- if var('left_censored') == 'leave_out' %}
        'Far more buyers seem new at the start of the data than later: most are likely old customers whose first orders are missing. They are left out of the fits, and out of the averages of new customers in channel_roi.'
            || case when early_buyers > later_buyers then ' What all buyers will do is told by the ' || later_buyers || ' who came later.' else '' end as why,
        'Export orders from further back; or set left_censored: keep, if the shop has won fewer and fewer customers since it began, if the file holds one cohort on purpose, or if nearly all buyers were there before the data begin.' as remedy
        {%- else %}
        'Far more buyers seem new at the start of the data than later: most are likely old customers whose first orders are missing. They are taken for new ones (left_censored: keep), and what young customers will buy is then predicted too high.' as why,
        'Export orders from further back; or set left_censored: leave_out.' as remedy
        {%- endif %}
    from {{ ref('int_left_censored') }} as left_censored
    where is_recognised
{% endmacro %}
