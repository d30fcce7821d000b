{#-
  Warning: amounts of several currencies are added up as if they were one: no reporting currency is set and the rows name several,
  or the rows name several in a column that the mapping does not use, or beside the amounts themselves ($12, 12 EUR). Words without a
  number, the E of 1E3, the marks in 1'234 and days (Valuta) name none. Or the names of the columns of amounts do, as Total (EUR) and Amount spent (USD).
-#}
{% macro warn_currencies_added_up() %}
    {%- set looked_at, signed, headed = [], [], [] -%}
    {%- for relation, name in [('transactions', 'amount'), ('ad_spend', 'spend'), ('overhead_costs', 'amount')] -%}
        {%- set sources = input_sources(relation) -%}
        {%- for source in sources if not source.mapping.get('order_fields') and 'currency' not in source.mapping.get('columns', {}) and 'currency' not in source.columns -%}
            {%- for column in unused_columns(relation, source, [
                '(.*_)?(currency|ccy|curr?|devise|moneda|valuta|divisa|monnaie|moeda|waluta|währung|waehrung)(_(code|iso))?',
                '.*währung(scode)?', '.*(币种|货币|通貨)',
            ]) -%}
                {%- do looked_at.append({'source': source, 'relation': relation, 'column': column, 'label': source_label(source, sources)}) -%}
            {%- endfor -%}
            {%- set named = source.mapping.get('ignore', []) -%}
            {%- set ignored = ([named] if named is string else named) | map('lower') | map('trim') | list -%}
            {%- set amount = source.mapping.get('columns', {}).get(name, name) -%}
            {%- if source.mapping.get('decimal_mark') and amount is string and is_text(source.columns.get(amount | lower | trim, {'type': ''}).type)
                and amount | lower | trim not in ignored -%}
                {%- do signed.append({'source': source, 'relation': relation, 'column': amount, 'label': source_label(source, sources)}) -%}
            {%- endif -%}
            {%- set code = currency_in_name(amount) if amount is string and amount | lower | trim not in ignored else none -%}
            {%- if code -%}{%- do headed.append({'relation': relation, 'column': amount, 'code': code}) -%}{%- endif -%}
        {%- endfor -%}
    {%- endfor %}
    select
        'currencies_added_up' as rule,
        'transactions' as relation,
        cast(null as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ joined_texts("currency || ' in ' || relation", 'relation, currency') }} as example,
        'Amounts are in several currencies and are added up as they are, since no reporting currency is set.' as why,
        'Set the variable reporting_currency, and give exchange_rates (currency, valid_from, rate).' as remedy
    from (
        select relation, currency
        from (
            select 'transactions' as relation, first_currency as currency from {{ ref('base_order_days') }} where reason is null
            union all
            select 'transactions' as relation, last_currency as currency from {{ ref('base_order_days') }} where reason is null
            union all
            select 'ad_spend' as relation, currency from {{ ref('stg_ad_spend') }}
            union all
            select 'overhead_costs' as relation, currency from {{ ref('stg_overhead_costs') }}
        ) as named
        where currency is not null and {{ 'false' if var('reporting_currency') else 'true' }}
        group by relation, currency
    ) as found
    having count(distinct currency) > 1
    {%- set codes = (headed | map(attribute='code') | list + ([var('reporting_currency') | upper] if var('reporting_currency') else [])) | unique | list %}
    {%- for one in headed if codes | length > 1 and one.code != (var('reporting_currency') or headed[0].code) | upper %}
    union all
    select
        'currencies_added_up' as rule,
        '{{ one.relation }}' as relation,
        cast(null as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(one.column ~ (' beside ' ~ headed[0].column if not var('reporting_currency') else ', reporting_currency ' ~ var('reporting_currency'))) }} as example,
        'The names of the columns say that the amounts are in several currencies, and they are taken as if they were in one.' as why,
        {{ quoted_text('Write currency: {value: ' ~ one.code ~ '} under columns in the mapping of ' ~ one.relation ~ ' (and so in the others), set the variable reporting_currency and give exchange_rates; if they are in one currency, write ignore: [' ~ yaml_name(one.column) ~ '].') }} as remedy
    {%- endfor %}
    {%- if signed %}
    union all
    select
        'currencies_added_up' as rule,
        'ad_spend' as relation,
        cast(null as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ joined_texts("code || ' in ' || relation", 'relation, code') }} as example,
        'The signs beside the amounts say that sales and costs are in several currencies, and they are taken as if they were in one.' as why,
        'Write currency: {value: EUR}, or what it is, under columns in the mapping of each, set the variable reporting_currency and give exchange_rates; if they are in one currency, write ignore: [the column of amounts].' as remedy
    from (
        {%- for one in signed %}
        {{ 'union' if not loop.first }}
        select relation, code, count(*) over (partition by relation) as codes
        from ({{ currencies_beside_amounts(one) }}) as beside
        {%- endfor %}
        union
        select 'reporting_currency' as relation, {{ currency_kind(quoted_text(var('reporting_currency') or '')) }} as code, 1 as codes
        union
        select distinct 'transactions' as relation, {{ currency_kind('first_currency') }} as code, 1 as codes
        from {{ ref('base_order_days') }} where reason is null
    ) as named
    where code is not null and codes = 1
    having count(distinct code) > 1
    {%- endif %}
    {%- for one in looked_at + signed %}
    {%- set text = source_text(one.source, one.column) %}
    union all
    select
        'currencies_added_up' as rule,
        '{{ one.relation }}' as relation,
        cast(sum(row_count) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(one.label ~ one.column ~ ': ') }} || {{ joined_texts("upper(code) || ' (' || row_count || ')'", 'row_count desc, code') }} as example,
        'This column names several currencies, and they are not used: amounts are added up as if they were in one.' as why,
        {{ quoted_text('Give the currency of each amount in a column of its own, and set the variable reporting_currency; if they are one currency, write ignore: [' ~ yaml_name(one.column) ~ '] in the mapping of ' ~ one.relation ~ '.') if one in signed else quoted_text('Write currency: ' ~ one.column ~ ' under columns in the mapping of ' ~ one.relation
            ~ ', set the variable reporting_currency and give exchange_rates; if amounts are converted already, write ignore: [' ~ yaml_name(one.column) ~ '].') }} as remedy
    from (
        select code, count(*) as row_count
        from (
            select
                {% if one in signed -%}
                {{ signs_beside_number(text) }}
                {%- else -%}
                {{ text }}
                {%- endif %} as code,
                {{ row_problem(one.source) }} as row_problem
            from {{ one.source.relation }} as raw
        ) as rows_of_source
        where code <> '' and row_problem is null and not {{ matches('code', '.*[0-9].*') }}
        group by code
    ) as codes
    having count(*) > 1
    {%- endfor %}
{% endmacro %}
