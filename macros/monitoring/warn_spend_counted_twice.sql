{#-
  Warning: two files of ad spend tell the same money: in the months that both have, a channel of one costs what a channel of the
  other costs (a report by campaign and one of the account, days and months), or on at least three days of both (exports of times
  that overlap in part of a month), or nearly so on all of five and more, of spend that varies (the later one has it corrected). Under
  two names only costs of months that vary are compared. What months tell is not told by days.
-#}
{% macro warn_spend_counted_twice() %}
    {%- set plain = replaced('lower({})', '[^[:alnum:]]+', every=true) -%}
    {%- set times = {'month': dbt.date_trunc('month', 'spend_date'), 'day': 'spend_date'} %}
    select
        'spend_counted_twice' as rule,
        'ad_spend' as relation,
        other_rows as row_count,
        other_spend as amount,
        one_source || ' and ' || other_source || ': ' || one_channel || case when one_channel = other_channel then '' else ' is ' || other_channel end as example,
        'Both files have the same spend in ' || times || ': it is counted twice.' as why,
        'Keep one of the two files where it has all days of the other. Where they share some days only, read both by one mapping (file: [the one, the other]) with newest: {of: [the day, the campaign], by: the day}, naming all columns that tell rows of a day apart.' as remedy
    from (
        select
            *,
            rank() over (partition by one_source, other_source, one_channel order by kind desc) as place
        from (
        {%- for kind, time in times.items() %}
            {{ 'union all' if not loop.first }}
            select
                '{{ kind }}' as kind,
                one_source,
                other_source,
                one_channel,
                other_channel,
                cast(sum(case when is_told then other_rows else 0 end) as bigint) as other_rows,
                sum(case when is_told then other_spend else 0 end) as other_spend,
                sum(case when is_told then 1 else 0 end) || ' {{ kind }}s' as times
            from (
                select
                    one.source as one_source,
                    other.source as other_source,
                    one.channel as one_channel,
                    other.channel as other_channel,
                    other.spend as other_spend,
                    other.row_count as other_rows,
                    one.spend as one_spend,
                    abs(one.spend - other.spend) <= 0.01 * one.spend as is_equal,
                    one.spend = other.spend as is_exact,
                    {{ 'true' if kind == 'month' else 'abs(one.spend - other.spend) <= 0.1 * one.spend' }} as is_told
                from (
                    select source, channel, {{ time }} as spend_time, sum(spend) as spend, count(*) as row_count
                    from {{ ref('base_ad_spend') }} where reason is null group by source, channel, {{ time }}
                ) as one
                inner join (
                    select source, channel, {{ time }} as spend_time, sum(spend) as spend, count(*) as row_count
                    from {{ ref('base_ad_spend') }} where reason is null group by source, channel, {{ time }}
                ) as other on one.source < other.source and one.spend_time = other.spend_time
                    {{ 'and ' ~ plain.format('one.channel') ~ ' = ' ~ plain.format('other.channel') if kind == 'day' }}
                where one.spend > 0 and other.spend > 0
            ) as compared
            group by one_source, other_source, one_channel, other_channel
            having
                {% if kind == 'month' -%}
                case
                    when {{ plain.format('one_channel') }} = {{ plain.format('other_channel') }}
                        then sum(case when is_equal then 1 else 0 end) >= 0.7 * count(*)
                            and (sum(case when is_equal then 1 else 0 end) >= 2 or sum(case when is_exact then 1 else 0 end) >= 1)
                    else sum(case when is_exact then 1 else 0 end) >= 0.7 * count(*) and count(distinct one_spend) >= 3
                end
                {%- else -%}
                sum(case when is_exact then 1 else 0 end) >= 0.7 * count(*) and count(distinct case when is_exact then one_spend end) >= 3
                or count(*) >= 5 and sum(case when is_told then 1 else 0 end) = count(*) and max(one_spend) >= 1.5 * min(one_spend)
                {%- endif %}
        {%- endfor %}
        ) as told_by_times
    ) as told
    where place = 1
{% endmacro %}
