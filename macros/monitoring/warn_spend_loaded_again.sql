{#-
  Warning: days of a channel stand in several loads of a source of ad spend, by `loaded_at`, each time with nearly the same cost, as where
  a platform corrects its last days and the whole report is appended again: they count as often as they were loaded. Hours of a day
  that are loaded one after another differ by more. Not asked where `newest` of the mapping takes one version.
-#}
{% macro warn_spend_loaded_again() %}
    {%- set sources, asked = input_sources('ad_spend'), [] -%}
    {%- for source in sources if mapped_value('loaded_at', source).read and not (source.mapping.get('newest') or was_looked_at('ad_spend', 'loaded_at')) -%}
        {%- do asked.append(source) -%}
    {%- endfor -%}
    {%- if not asked %}
    {{ no_warning() }}
    {%- endif %}
    {%- for source in asked %}
    {%- set day, loaded = mapped_value('spend_date', source), mapped_value('loaded_at', source) %}
    select
        'spend_loaded_again' as rule,
        'ad_spend' as relation,
        cast(sum(again) as bigint) as row_count,
        sum(spend - spend_of_last_load) as amount,
        {{ quoted_text(source_label(source, sources)) }} || count(*) || ' days of channels, such as ' || min(channel) || ', ' || min(spend_date) || ': '
            || cast(min(loads) as {{ dbt.type_string() }}) || ' loads' as example,
        'These days of a channel were loaded several times, each time at nearly the same cost, and all of them count.' as why,
        'Count the last version only: newest: {of: [{{ input_column_name('ad_spend', 'spend_date') }}, {{ input_column_name('ad_spend', 'channel') }}], by: {{ input_column_name('ad_spend', 'loaded_at') }}} in the mapping of ad_spend, with the campaign under of where a day has several; or ignore: [{{ input_column_name('ad_spend', 'loaded_at') }}] if they are several costs.' as remedy
    from (
        select
            spend_date,
            channel,
            count(*) as loads,
            sum(rows_of_load) - max(case when is_last then rows_of_load end) as again,
            sum(spend) as spend,
            max(case when is_last then spend end) as spend_of_last_load,
            min(spend) >= 0.7 * max(spend) as is_twice
        from (
            select
                cast(spend_date as date) as spend_date,
                channel,
                count(*) as rows_of_load,
                sum(spend) as spend,
                row_number() over (partition by cast(spend_date as date), channel order by loaded_at desc) = 1 as is_last
            from (
                {{ rows_of_source('ad_spend', source, ['spend_date', 'channel', 'spend'], also={'loaded_at': 'cast(' ~ loaded.value ~ ' as ' ~ dbt.type_string() ~ ')'}) }}
            ) as rows_of_source
            where row_problem is null and spend > 0 and spend_date is not null and channel is not null and loaded_at is not null
            group by cast(spend_date as date), channel, loaded_at
        ) as loads_of_day
        group by spend_date, channel
        having count(*) > 1
    ) as loaded_again
    where is_twice
    having count(*) >= 3 and count(*) >= 0.8 * (
        select count(*) from (
            select 1 as one
            from {{ source.relation }} as raw
            group by {{ day.value }}, {{ mapped_value('channel', source).value }}
            having count(distinct {{ loaded.value }}) > 1
        ) as several
    )
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}
