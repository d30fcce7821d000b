{#-
  Warning: from one day on a channel spends fifty times as much as before, or as little, and no day since is like any before, as where a
  report changes to cents or micros, or to another currency. Five days on either side are needed.
-#}
{% macro warn_spend_changes_unit() %}
    {%- if was_looked_at('ad_spend', 'spend') %}
    {{ no_warning() }}
    {%- else %}
    {%- set before, since = 'order by spend_date rows between unbounded preceding and 1 preceding', 'order by spend_date rows between current row and unbounded following' %}
    select
        'spend_changes_unit' as rule,
        'ad_spend' as relation,
        cast(sum(case when mean_since > mean_before then days_since else days_before end) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ joined_texts("'''' || channel || ''' ' || cast(cast(mean_before as decimal(28, 2)) as varchar(40)) || ' a day before ' || spend_date || ', ' || cast(cast(mean_since as decimal(28, 2)) as varchar(40)) || ' since'", 'channel') }} as example,
        'From one day on these channels spend fifty times as much as before, or as little, and never as before again, as where a report changes to cents, micros or another currency: one part of the spend counts many times over.' as why,
        {{ quoted_text('If the unit changed, give the rows of one unit a mapping of their own (their file, or keep) with divide_by: 100 or 1000000; if the spend did, write ignore: ['
            ~ input_column_name('ad_spend', 'spend') ~ '] into the mapping of ad_spend.') }} as remedy
    from (
        select
            channel,
            spend_date,
            {%- for side, rows_of_side in {'before': before, 'since': since}.items() %}
            count(*) over (partition by channel {{ rows_of_side }}) as days_{{ side }},
            avg(spend) over (partition by channel {{ rows_of_side }}) as mean_{{ side }},
            min(spend) over (partition by channel {{ rows_of_side }}) as lowest_{{ side }},
            max(spend) over (partition by channel {{ rows_of_side }}) as highest_{{ side }}{{ ',' if not loop.last }}
            {%- endfor %}
        from (
            select channel, spend_date, sum(cast(spend as {{ double() }})) as spend
            from {{ ref('stg_ad_spend') }} where spend > 0 group by channel, spend_date
        ) as days
    ) as split
    where days_before >= 5 and days_since >= 5
        and (
            lowest_since > 5 * highest_before and mean_since >= 50 * mean_before
            or lowest_before > 5 * highest_since and mean_before >= 50 * mean_since
        )
    having count(*) > 0
    {%- endif %}
{% endmacro %}
