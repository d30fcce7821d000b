{#- Warning: a column beside the exchange rates says that they are those of many units (100 yen), and it is not used. -#}
{% macro warn_rates_of_many_units() %}
    {%- set sources, looked_at = input_sources('exchange_rates'), [] -%}
    {%- for source in sources -%}
        {%- for column in unused_columns('exchange_rates', source, ['(.*_)?(nominal|units?|quantity|multiplier|scale|lot|per|amount|einheit(en)?|unidades?|quantite|单位)']) -%}
            {%- do looked_at.append({'source': source, 'column': column}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {%- set text = source_text(one.source, one.column) %}
    {{ 'union all' if not loop.first }}
    select
        'rates_of_many_units' as rule,
        'exchange_rates' as relation,
        count(*) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.column ~ ' ') }} || max(units) as example,
        'This column says of how many units the rate is, and it is not used: amounts are converted as many times too high.' as why,
        {{ quoted_text('Give the rate of one unit: divide it by ' ~ one.column ~ ' in the file; if the rates are those of one unit, write ignore: [' ~ yaml_name(one.column) ~ '] in the mapping of exchange_rates.') }} as remedy
    from (
        select {{ text }} as units, {{ row_problem(one.source) }} as row_problem
        from {{ one.source.relation }} as raw
    ) as rows_of_source
    where row_problem is null and {{ matches('units', '10+([.]0+)?') }}
    having count(*) > 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
