{#-
  Warning: a column beside the exchange rates names the currency that they are into, or from, and for some rows that is not the
  reporting currency: each rate is taken for one into it.
-#}
{% macro warn_rates_of_other_pairs() %}
    {%- set sources, looked_at = input_sources('exchange_rates'), [] -%}
    {%- for source in sources if var('reporting_currency') -%}
        {%- for column in unused_columns('exchange_rates', source, ['(base|target|quote|counter|to|into|from|reference|home)(_?(currency|ccy|code|curr|iso))?(_code)?']) -%}
            {%- do looked_at.append({'source': source, 'column': column}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'rates_of_other_pairs' as rule,
        'exchange_rates' as relation,
        count(*) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.column ~ ': ') }} || max(upper(other)) as example,
        'Some rates are not between their currency and the reporting currency, and count as if they were: the last one of a currency converts its amounts.' as why,
        {{ quoted_text('Leave the others out in the mapping of exchange_rates, as in keep: {' ~ yaml_name(one.column) ~ ': ' ~ var('reporting_currency') ~ '}; if the column means something else, write ignore: [' ~ yaml_name(one.column) ~ '].') }} as remedy
    from (
        select {{ source_text(one.source, one.column) }} as other, {{ row_problem(one.source) }} as row_problem
        from {{ one.source.relation }} as raw
    ) as rows_of_source
    where row_problem is null and {{ matches('other', '[a-z]{3}') }} and other <> {{ quoted_text(var('reporting_currency') | lower) }}
    having count(*) > 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
