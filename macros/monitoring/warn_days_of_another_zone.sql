{#-
  Warning: the orders, or the days of spend, are all at one full hour of the evening, or at two in summer and winter: days that were written
  as midnight in a zone east of here. They lie on the day before. Noon is how careful programs write a day, and is left alone.
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
        'all at ' || cast(max(hour) as integer) || ' o''clock, as on ' || cast(cast(min(moment) as date) as {{ dbt.type_string() }}) as example,
        'All times are one full hour of the evening, as where days are written as midnight of a time zone east of {{ var('timezone') }}: they lie on the day before.' as why,
        'Set the variable timezone to that zone (' || cast(24 - max(hour) as integer) || ' hours ahead), or export days without a time; if it is so, write ignore: [' || {{ quoted_text(input_column_name(relation, column)) }} || '] into the mapping of {{ relation }}.' as remedy
    from (
        select moment, extract(hour from moment) as hour
        from (
            {%- if relation == 'transactions' %}
            select first_order_at as moment from {{ ref('base_order_days') }} where reason is null
            union all
            select last_order_at as moment from {{ ref('base_order_days') }} where reason is null
            {%- else %}
            {%- for source in looked_at %}
            {{ 'union all' if not loop.first }}
            select spend_date as moment
            from (
                select
                    {{ typed_column('ad_spend', 'spend_date', 'day', source, sources) }},
                    {{ row_problem(source) }} as row_problem
                from {{ source.relation }} as raw
            ) as rows_of_source
            where row_problem is null and spend_date is not null
            {%- endfor %}
            {%- endif %}
        ) as moments
    ) as hours
    having count(distinct cast(moment as date)) >= 5
        and min(hour) > 12
        and max(hour) - min(hour) <= 1
        and sum(case when moment = {{ dbt.date_trunc('hour', 'moment') }} then 0 else 1 end) = 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
