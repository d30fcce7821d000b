{#-
  Warning: a fifth of a channel's new customers, and five, came in the spend window before its first or long after its last day of spend, as
  where the export of costs begins later than that of orders: CAC is too low by as much.
-#}
{% macro warn_spend_of_part_of_window() %}
    select
        'spend_of_part_of_window' as rule,
        'ad_spend' as relation,
        cast(sum(early + late) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ joined_texts("'''' || channel || ''' ' || first_day || ' to ' || last_day || ', ' || (early + late) || ' of ' || customers || ' customers outside'", 'channel') }} as example,
        'Costs of these channels are known for a part of the spend window only, and customers of all of it count: CAC is too low, and ROI too high.' as why,
        'Export the costs of the whole window, or set ' || case when sum(late) > sum(early) then 'observation_end: ' || max(last_day) else 'spend_window_days: ' || min(covered_days) end
            || {{ quoted_text(' so that it holds days with costs only; if nothing was spent before and after, write ignore: ['
            ~ input_column_name('ad_spend', 'spend_date') ~ '] into the mapping of ad_spend.') }} as remedy
    from {{ ref('int_spend_coverage') }}
    where is_part
    having count(*) > 0
{% endmacro %}
