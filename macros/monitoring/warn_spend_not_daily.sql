{#-
  Warning: a file of ad spend has four days of costs at least six apart only (weeks), or three a month apart, all spend is on one or two days
  of a quarter or more, or a file names a last day besides the first one of each row that the mapping takes for its day.
-#}
{% macro warn_spend_not_daily() %}
    {#- Sources whose day or channel is a constant, as of a table with a column for each, are told apart by their file only. -#}
    {%- set sources = input_sources('ad_spend') -%}
    {%- set table = namespace(name='source') -%}
    {%- for source in sources if source.mapping.get('columns', {}).get('spend_date') is mapping or source.mapping.get('columns', {}).get('channel') is mapping -%}
        {%- set table.name = replaced('source', '( again)+$') -%}
    {%- endfor -%}
    {%- set why = "'Each row stands for several days and counts on the first of them: months, the spend window and the advice on budgets are off by as much.'" -%}
    {%- set remedy = 'Export the costs by day, or divide each row among its days.' -%}
    select
        'spend_not_daily' as rule,
        'ad_spend' as relation,
        cast(sum(row_count) as bigint) as row_count,
        sum(spend) as amount,
        source || ': ' || min(spend_date) || ' and then every ' || min(gap) || case when max(gap) > min(gap) then ' to ' || max(gap) else '' end || ' days' as example,
        {{ why }} as why,
        {{ quoted_text(remedy ~ ' If that is as it should be, write ignore: [' ~ input_column_name('ad_spend', 'spend_date') ~ '] into the mapping of ad_spend.') }} as remedy
    from (
        select
            {{ table.name }} as source,
            spend_date,
            count(*) as row_count,
            sum(spend) as spend,
            {{ days_between('lag(spend_date) over (partition by ' ~ table.name ~ ' order by spend_date)', 'spend_date') }} as gap
        from {{ ref('base_ad_spend') }}
        where reason is null and spend > 0 and {{ 'false' if was_looked_at('ad_spend', 'spend_date') else 'true' }}
        group by {{ table.name }}, spend_date
    ) as days
    group by source
    having count(*) >= 4 and min(gap) >= 6 or count(*) >= 3 and min(gap) >= 28
    union all
    select
        'spend_not_daily' as rule,
        'ad_spend' as relation,
        count(*) as row_count,
        sum(spend) as amount,
        'all on ' || min(spend_date) || case when max(spend_date) > min(spend_date) then ' and ' || max(spend_date) else '' end as example,
        {{ why }} as why,
        {{ quoted_text(remedy ~ ' If that is as it should be, write ignore: [' ~ input_column_name('ad_spend', 'spend_date') ~ '] into the mapping of ad_spend.') }} as remedy
    from {{ ref('base_ad_spend') }}
    where reason is null and {{ 'false' if was_looked_at('ad_spend', 'spend_date') else 'true' }}
    having count(distinct spend_date) between 1 and 2
        and (select {{ days_between('min(ordered_on)', 'max(ordered_on)') }} from {{ ref('base_order_days') }} where reason is null) >= 90
    {%- for source in sources %}
        {%- set first = source.mapping.get('columns', {}).get('spend_date', 'spend_date') -%}
        {%- if first is string and first | lower | trim in source.columns and not modules.re.fullmatch('(by )?(day|tag|jour|date|spend_date)', first | lower | trim) -%}
            {%- for column in unused_columns('ad_spend', source, ['(.*_)?(ends?|stop|until|bis|fin)(_(date|on|at|time))?', '(date|week|period)_(end|stop|to)', 'to(_date)?',
                'berichtsende', '(fin|fine|fim|t[eé]rmino|encerramento|einde)_(des|del|dos|report|rapportage).*', '.*(结束日期|終了日)']) %}
    union all
    select
        'spend_not_daily' as rule,
        'ad_spend' as relation,
        count(*) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(source, sources)) }} || min({{ source_text(source, first) }} || ' to ' || {{ source_text(source, column) }}) as example,
        {{ why }} as why,
        {{ quoted_text(remedy ~ ' If ' ~ column ~ ' means something else, write ignore: [' ~ yaml_name(column) ~ '].') }} as remedy
    from {{ source.relation }} as raw
    where {{ replaced(source_text(source, first), '[ t][0-9]{1,2}:.*$') }} <> {{ replaced(source_text(source, column), '[ t][0-9]{1,2}:.*$') }} and {{ source_text(source, column) }} <> ''
    having count(*) > 0
            {%- endfor -%}
        {%- endif -%}
    {%- endfor %}
{% endmacro %}
