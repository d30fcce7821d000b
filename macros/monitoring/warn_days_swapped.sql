{#-
  Warning: a column has dates in the `date_format` of the mapping, all after the 12th of a month, and others in the ISO form, all up to the 12th:
  a spreadsheet that expects the month first has read 05/03 as the third of May, and left 13/03 as the text that it was. Fewer than
  ten of either kind, or less than three days of the month, may be chance.
-#}
{% macro warn_days_swapped() %}
    {%- set looked_at = [] -%}
    {%- for relation, columns in input_columns().items() -%}
        {%- set sources = input_sources(relation) -%}
        {%- for source in sources -%}
            {%- set format = source.mapping.get('date_format') or '' -%}
            {%- for column, properties in columns.items() if properties.kind in ('time', 'day') and '%d' in format and '%m' in format and not format.startswith('%Y') -%}
                {%- set said = mapped_value(column, source) -%}
                {%- if said.read and is_text(said.type) and not was_looked_at(relation, column) -%}
                    {%- do looked_at.append({
                        'relation': relation, 'source': source, 'sources': sources, 'name': input_column_name(relation, column),
                        'text': trimmed(said.value), 'format': format,
                    }) -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'days_swapped' as rule,
        '{{ one.relation }}' as relation,
        count(iso_day) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(one.source, one.sources) ~ one.name ~ ': ') }} || min(case when iso_day is not null then text end)
            || ' beside ' || min(case when own_day is not null then text end) as example,
        'All dates that are written as those of a database are up to the 12th of a month, and all others after it: a spreadsheet took the day for the month where it could, and these dates are wrong.' as why,
        {{ quoted_text('Export anew and do not open the file in a spreadsheet, or import the column as text there; if the dates are right, write ignore: [' ~ yaml_name(one.name) ~ '].') }} as remedy
    from (
        select
            text,
            case when is_iso then substr(text, 9, 2) end as iso_day,
            case when not is_iso then substr({{ formatted_date('text', one.format) }}, 9, 2) end as own_day
        from (
            select {{ one.text }} as text, {{ one.text }} like '____-__-__%' as is_iso from {{ one.source.relation }} as raw
        ) as written
    ) as days
    having count(distinct iso_day) >= 3 and count(iso_day) >= 10 and count(own_day) >= 10 and max(iso_day) <= '12' and min(own_day) > '12'
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
