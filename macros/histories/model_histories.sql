{#-
  `histories` as the purchase model asked for counts: model_frequency and model_recency are frequency and recency, or opportunities
  with a purchase day; model_purchase_days are the days behind model_frequency. `opportunities` has the columns of
  customer_opportunities and is read by models that count them only.
-#}
{% macro model_histories(histories, opportunities, by=['customer_ref']) %}
    {%- if counts_opportunities() %}
    select
        histories.*,
        coalesce(opportunities.opportunities, 0) as model_frequency,
        case when opportunities.opportunities > 0 then histories.recency else 0 end as model_recency,
        coalesce(opportunities.purchase_days, 0) as model_purchase_days
    from {{ histories }} as histories
    left join {{ opportunities }} as opportunities
        on {% for column in by %}{{ 'and ' if not loop.first }}histories.{{ column }} = opportunities.{{ column }} {% endfor %}
    {%- else %}
    select
        *,
        frequency as model_frequency,
        recency as model_recency,
        frequency as model_purchase_days
    from {{ histories }} as histories
    {%- endif %}
{% endmacro %}
