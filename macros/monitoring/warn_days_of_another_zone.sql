{#-
  Warning: the orders, or the days of spend, are all at one time of the evening, or at two in summer and winter: days that were written
  as midnight in a zone east of here, by whole quarters of an hour. They lie on the day before. Noon is how careful programs write a
  day, and is left alone.
-#}
{% macro warn_days_of_another_zone() %}
    {%- set sources, looked_at = input_sources('ad_spend'), [] -%}
    {%- for source in sources -%}
        {%- set said = mapped_value('spend_date', source) -%}
        {%- if said.read and said.type != 'date' -%}{%- do looked_at.append(source) -%}{%- endif -%}
    {%- endfor -%}
    {%- for relation, column in [('transactions', 'ordered_at'), ('ad_spend', 'spend_date')]
        if not was_looked_at(relation, column) and (relation == 'transactions' or looked_at) %}
    {{ 'union all' if not loop.first }}
    select
        'days_of_another_zone' as rule,
        '{{ relation }}' as relation,
        cast(count(distinct cast(moment as date)) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        'all at ' || {{ clock_time('min(minutes)') }} || case when max(minutes) > min(minutes) then ' or ' || {{ clock_time('max(minutes)') }} else '' end || ', as on ' || cast(cast(min(moment) as date) as {{ dbt.type_string() }}) as example,
        'All orders or costs are at one time of the evening, or at two an hour apart, as where days are written as midnight of a time zone east of {{ var('timezone') }}: they lie on the day before.' as why,
        'Set the variable timezone to that zone (' || {{ clock_time('1440 - max(minutes)') }} || case when max(minutes) > min(minutes) then ' or ' || {{ clock_time('1440 - min(minutes)') }} else '' end || ' hours ahead), or export days without a time; if it is so, write ignore: [' || {{ quoted_text(input_column_name(relation, column)) }} || '] into the mapping of {{ relation }}.' as remedy
    from (
        select moment, cast(extract(hour from moment) * 60 + extract(minute from moment) as integer) as minutes
        from (
            {%- if relation == 'transactions' %}
            select first_order_at as moment from {{ ref('base_order_days') }} where reason is null
            union all
            select last_order_at as moment from {{ ref('base_order_days') }} where reason is null
            {%- else %}
            {%- for source in looked_at %}
            {{ 'union all' if not loop.first }}
            select spend_date as moment
            from ({{ rows_of_source('ad_spend', source, ['spend_date']) }}) as rows_of_source
            where row_problem is null and spend_date is not null
            {%- endfor %}
            {%- endif %}
        ) as moments
    ) as times
    having count(distinct cast(moment as date)) >= 5
        and min(minutes) > 12 * 60
        and max(minutes) - min(minutes) <= 60
        and min(minutes % 60) = max(minutes % 60)
        and min(minutes % 15) = 0
        and sum(case when moment = {{ dbt.date_trunc('minute', 'moment') }} then 0 else 1 end) = 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
