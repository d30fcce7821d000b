{#-
  Warning: three weeks and more without any order, or any spend, where there were some nearly every day: a month's file may be missing. A year
  and more is days_stand_apart.
-#}
{% macro warn_days_are_missing() %}
    {%- for relation, rows, day, name in [
        ('transactions', ref('base_order_days'), 'ordered_on', 'ordered_at'), ('ad_spend', ref('base_ad_spend'), 'spend_date', 'spend_date')
    ] %}
    {{ 'union all' if not loop.first }}
    select
        'days_are_missing' as rule,
        '{{ relation }}' as relation,
        cast(max(gap) - 1 as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        'none after ' || max(case when place = 1 then day_before end) || ' for ' || (max(gap) - 1) || ' days' as example,
        'For weeks there is none of them, where there are some nearly every day before and after: the file of a month may be missing.' as why,
        {{ quoted_text('Look whether an export is missing; if there were none, write ignore: [' ~ input_column_name(relation, name) ~ '] into the mapping of ' ~ relation ~ '.') }} as remedy
    from (
        select *, row_number() over (order by gap desc, day) as place
        from (
            select
                {{ day }} as day,
                lag({{ day }}) over (order by {{ day }}) as day_before,
                {{ days_between('lag(' ~ day ~ ') over (order by ' ~ day ~ ')', day) }} as gap
            from (
                select distinct {{ day }} from {{ rows }}
                where reason is null and {{ day }} is not null and {{ 'false' if was_looked_at(relation, name) else 'true' }}
            ) as days
        ) as gaps
        where gap is not null
    ) as ranked
    having count(*) >= 30 and max(gap) between 22 and 365
        and 10 * (sum(gap) - max(gap)) <= max(gap) * (count(*) - 1) and 2 * (count(*) - 1) >= sum(gap) - max(gap)
    {%- endfor %}
{% endmacro %}
