{#-
  Warning: amounts are converted into the reporting currency though the name of their column says that they are in it already, as amount_eur
  or base_grand_total do: the currency beside them is that of the order, and not theirs.
-#}
{% macro warn_converted_twice() %}
    {%- set looked_at, reporting = [], (var('reporting_currency') or '') | upper -%}
    {%- for relation, name, rows in [('transactions', 'amount', ref('base_order_days')), ('ad_spend', 'spend', ref('base_ad_spend'))] -%}
        {%- for source in input_sources(relation) if reporting -%}
            {%- set amount, currency = source.mapping.get('columns', {}).get(name, name), source.mapping.get('columns', {}).get('currency', 'currency') -%}
            {%- if amount is string and currency is string and currency | lower | trim in source.columns and not was_looked_at(relation, 'currency')
                and (currency_in_name(amount) == reporting or modules.re.search('(^|_)(base|shop|home|reporting|converted|functional)_', amount | lower | replace(' ', '_')))
                and not modules.re.search('base|shop|home|reporting|converted|functional', currency | lower) -%}
                {%- do looked_at.append({'relation': relation, 'rows': rows, 'amount': amount, 'currency': currency}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {%- set found = 'first_currency' if one.relation == 'transactions' else 'currency' %}
    {{ 'union all' if not loop.first }}
    select
        'converted_twice' as rule,
        '{{ one.relation }}' as relation,
        cast(null as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(one.amount ~ ' and ' ~ one.currency ~ ' ') }} || min(case when {{ found }} <> '{{ reporting }}' then {{ found }} else {{ found | replace('first', 'last') }} end) as example,
        'By its name the column is in the reporting currency already, and it is converted by the currency of the order beside it.' as why,
        {{ quoted_text('Write currency: {value: ' ~ reporting ~ '} under columns in the mapping of ' ~ one.relation ~ '; if the amounts are in the currency beside them, ignore: [' ~ yaml_name(one.currency) ~ '].') }} as remedy
    from {{ one.rows }}
    where reason is null and ({{ found }} <> '{{ reporting }}' or {{ found | replace('first', 'last') }} <> '{{ reporting }}')
    having count(*) > 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
