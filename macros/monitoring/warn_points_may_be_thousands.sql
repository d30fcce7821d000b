{#-
  Warning: every amount with a point has exactly three digits behind it, as 1.234, and the mapping does not say what the point is: it
  was read as the decimal mark, and may be that of thousands. Columns that are numbers already cannot be meant otherwise.
-#}
{% macro warn_points_may_be_thousands() %}
    {%- set looked_at = [] -%}
    {%- for relation, name in [('transactions', 'amount'), ('ad_spend', 'spend')] -%}
        {%- set sources = input_sources(relation) -%}
        {%- for source in sources if not source.mapping.get('decimal_mark') -%}
            {%- set column = source.mapping.get('columns', {}).get(name, name) -%}
            {%- if column is string and is_text(source.columns.get(column | lower | trim, {'type': 'none'}).type) -%}
                {%- do looked_at.append({'source': source, 'relation': relation, 'column': column, 'label': source_label(source, sources)}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {%- set text = trimmed(source_column(one.source, one.column)) %}
    {{ 'union all' if not loop.first }}
    select
        'points_may_be_thousands' as rule,
        '{{ one.relation }}' as relation,
        cast(sum(case when value like '%.___' then 1 else 0 end) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(one.label ~ one.column ~ ': ') }} || min(case when value like '%.___' then value end) as example,
        'Every amount with a point has three digits behind it. They are read as decimals, and are a thousand times too small if the point marks thousands.' as why,
        'Write decimal_mark: "," into the mapping of {{ one.relation }} if 1.234 is more than a thousand, or decimal_mark: "." if it is 1 and a bit.' as remedy
    from (
        select {{ text }} as value from {{ one.source.relation }} as raw
        where {{ source_column(one.source, one.column) }} like '%.%'
    ) as pointed
    having count(*) > 0 and sum(case when value like '%.___' and length(value) <= 8 and value not like '0.%' and value not like '-0.%' then 0 else 1 end) = 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
