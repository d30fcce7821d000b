{#- Warning: the name of a column of amounts says that they are in thousands or millions, and they are taken as they are. -#}
{% macro warn_amounts_in_thousands() %}
    {%- set pattern = '.*(thousands?|tausend|tsd|milliers|millions?|mio|[(]0{3}s?[)]|(^|[^a-z])[kt]([€$£]|[ _]?(eur|usd|gbp|chf)))([^a-z].*)?' -%}
    {%- set looked_at = [] -%}
    {%- for relation, name in [('transactions', 'amount'), ('ad_spend', 'spend'), ('overhead_costs', 'amount')] -%}
        {%- for source in input_sources(relation) -%}
            {%- set column = source.mapping.get('columns', {}).get(name, name) -%}
            {%- if column is string and modules.re.fullmatch(pattern, column | lower | trim) and not was_looked_at(relation, name) -%}
                {%- do looked_at.append({'relation': relation, 'column': column}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'amounts_in_thousands' as rule,
        '{{ one.relation }}' as relation,
        cast(null as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(one.column) }} as example,
        'The name of the column says that its amounts are in thousands or millions, and they are taken as they are.' as why,
        {{ quoted_text('Multiply the amounts in the file, or export whole units; if they are whole units, write ignore: [' ~ yaml_name(one.column) ~ '] into the mapping of ' ~ one.relation ~ '.') }} as remedy
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
