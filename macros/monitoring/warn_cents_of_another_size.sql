{#-
  Warning: amounts are divided by 100 as cents, and some are in a currency that has none (yen), or whose smallest coin is a thousandth
  (dinars): payment services count those otherwise.
-#}
{% macro warn_cents_of_another_size() %}
    {%- set sources, looked_at = input_sources('transactions'), [] -%}
    {%- set whole = ['bif', 'clp', 'djf', 'gnf', 'isk', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'ugx', 'vnd', 'vuv', 'xaf', 'xof', 'xpf'] -%}
    {%- set thousandths = ['bhd', 'iqd', 'jod', 'kwd', 'lyd', 'omr', 'tnd'] -%}
    {%- for source in sources if source.mapping.get('divide_by') == 100 -%}
        {%- set column = source.mapping.get('columns', {}).get('currency', 'currency') -%}
        {%- set named = source.mapping.get('ignore', []) -%}
        {%- set ignored = ([named] if named is string else named) | map('lower') | map('trim') | list -%}
        {%- if column is string and column | lower | trim in source.columns and column | lower | trim not in ignored -%}
            {%- do looked_at.append({'source': source, 'column': column}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'cents_of_another_size' as rule,
        'transactions' as relation,
        count(*) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(one.source, sources)) }} || upper(min(code)) as example,
        'Amounts are divided by 100, and this currency has no hundredths: what payment services export of it is in whole units, or in thousandths.' as why,
        {{ quoted_text('Read these rows in a mapping of their own: drop: {' ~ yaml_name(one.column) ~ ': [') }} || min(code) || {{ quoted_text(']} here, and a second one of the same file with keep: {' ~ yaml_name(one.column) ~ ': [') }}
            || min(code) || ']} and ' || case when min(code) in ({{ text_list(thousandths) }}) then 'divide_by: 1000' else 'without divide_by' end || {{ quoted_text('; if all amounts are in hundredths, write ignore: [' ~ yaml_name(one.column) ~ '].') }} as remedy
    from (
        select {{ source_text(one.source, one.column) }} as code, {{ row_problem(one.source) }} as row_problem
        from {{ one.source.relation }} as raw
    ) as rows_of_source
    where row_problem is null and code in ({{ text_list(whole + thousandths) }})
    group by code
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
