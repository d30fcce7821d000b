{#-
  Warning: beside the column of amounts that the mapping takes (amount, which names no currency) stands another with the same in one currency
  (amount_usd, base_amount), and they differ: what is taken may be in several currencies, or in another one than the rest.
-#}
{% macro warn_amounts_in_two_currencies() %}
    {%- set own = '(base|shop|store|home|reporting|converted|functional)' -%}
    {%- set looked_at = [] -%}
    {%- for relation, name in [('transactions', 'amount'), ('ad_spend', 'spend')] -%}
        {%- set sources = input_sources(relation) -%}
        {%- for source in sources if not source.mapping.get('order_fields') and 'currency' not in source.mapping.get('columns', {}) and 'currency' not in source.columns -%}
            {%- set amount = source.mapping.get('columns', {}).get(name, name) -%}
            {%- if amount is string and amount | lower | trim in source.columns and not currency_in_name(amount) and not was_looked_at(relation, name) -%}
                {%- set stem = modules.re.escape(modules.re.sub('[^\\w]+', '_', amount | trim | lower).strip('_')) -%}
                {%- for column in unused_columns(relation, source, [own ~ '_' ~ stem, stem ~ '_(in_)?([a-z]{3}|' ~ own ~ '(_currency)?)', stem]) if currency_in_name(column) or modules.re.search(own, column | lower) -%}
                    {%- do looked_at.append({'relation': relation, 'money': name, 'source': source, 'sources': sources, 'amount': amount, 'column': column}) -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {%- set code = currency_in_name(one.column) %}
    {{ 'union all' if not loop.first }}
    select
        'amounts_in_two_currencies' as rule,
        '{{ one.relation }}' as relation,
        count(*) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(one.source, one.sources) ~ one.amount ~ ' ') }} || max({{ one.money }}) || {{ quoted_text(', ' ~ one.column ~ ' ') }} || max(converted) as example,
        'The column that is taken names no currency, and the one beside it has the same amounts in one currency, and others: what is taken may be in several currencies, or in another one than the rest of the data.' as why,
        {{ quoted_text('Write ' ~ one.money ~ ': ' ~ one.column ~ (' and currency: {value: ' ~ code ~ '}' if code else '') ~ ' under columns in the mapping of ' ~ one.relation ~ '; if ' ~ one.amount ~ ' is right, ignore: [' ~ yaml_name(one.column) ~ '].') }} as remedy
    from ({{ rows_of_source(one.relation, one.source, [one.money], numbers={'converted': one.column}) }}) as rows_of_source
    where {{ one.money }} <> converted and {{ one.money }} <> 0 and converted <> 0 and row_problem is null
    having count(*) > 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
