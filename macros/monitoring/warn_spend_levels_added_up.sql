{#-
  Warning: a file of ad spend tells the same money on two levels, as by campaign and by ad: on most days the rows of one value of a column
  called level cost what those of another cost, or the rows without a campaign, ad or country what those with one cost.
-#}
{% macro warn_spend_levels_added_up() %}
    {%- set sources, looked_at = input_sources('ad_spend'), [] -%}
    {%- for source in sources -%}
        {%- for kind, pattern in {
            'level': '(.*_)?(level|granularity|breakdown|aggregation|(row|record|report)_type)',
            'part': '(.*_)?(campaigns?|ads?|ad_?sets?|ad_?groups?|creative|keyword|device|country|region|placement)(_(id|name))?',
        }.items() -%}
            {%- for column in unused_columns('ad_spend', source, [pattern]) -%}
                {%- do looked_at.append({'source': source, 'column': column, 'kind': kind}) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {%- set level = source_text(one.source, one.column) -%}
    {%- if one.kind == 'part' -%}
        {%- set level = 'case when coalesce(' ~ level ~ ", '') in (" ~ text_list(['', '--'] + no_value_words()) ~ ") then 'without' else 'with' end" -%}
    {%- endif %}
    {{ 'union all' if not loop.first }}
    select
        'spend_levels_added_up' as rule,
        'ad_spend' as relation,
        cast(sum(row_count) as bigint) as row_count,
        sum(spend) as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.column ~ ': ') }} || one_level || ' and ' || other_level as example,
        'The rows of one level cost on most days what those of the other cost: the same money is told twice, and counts twice.' as why,
        {{ quoted_text('Keep one level in the mapping of ad_spend, as in drop: {' ~ yaml_name(one.column) ~ ': ["') }} || {{ 'other_level' if one.kind == 'level' else "''" }} || {{ quoted_text('"]}; if both were spent, write ignore: [' ~ yaml_name(one.column) ~ '].') }} as remedy
    from (
        with days as (
            select spend_date, channel, level, sum(spend) as spend, count(*) as row_count
            from ({{ rows_of_source('ad_spend', one.source, ['spend_date', 'channel', 'spend'], also={'level': level}) }}) as rows_of_source
            where row_problem is null and spend > 0
            group by spend_date, channel, level
        )

        select
            one.level as one_level,
            other.level as other_level,
            other.spend,
            other.row_count,
            abs(one.spend - other.spend) <= 0.02 * one.spend as is_equal
        from days as one
        inner join days as other on one.spend_date = other.spend_date and one.channel = other.channel and one.level < other.level
    ) as compared
    group by one_level, other_level
    having count(*) >= 3 and sum(case when is_equal then 1 else 0 end) >= 0.7 * count(*) and count(distinct spend) >= 3
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
