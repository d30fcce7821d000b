{#-
  Part of money_not_subtracted: a column of credits, refunds or discounts beside costs, or of taxes beside costs whose name says that
  they are a total or gross, has money in it and the mapping does not subtract it. A name ending in a word that is no money is not asked.
-#}
{% macro credits_beside_costs() %}
    {%- set no_money = '(?!(.*_)?(date|at|on|id|no|reason|status|percent|pct|rate|code|class|name|type|title|note|number|region|clicks?|impressions?|conversions?|budget|left|balance)$)' -%}
    {%- set credit = no_money ~ '((.*_)?(credits?|(credit_)?adjustments?|discounts?|rebates?|gutschrift(en)?|rabatt(e)?|remises?|avoirs?|sconti|sconto|descuentos?|cr(e|é)ditos?)(_(amount|total|value|applied|used|received))?|' ~ refund_columns() ~ ')' -%}
    {%- set tax = no_money ~ '(.*_)?(tax(es)?|vat|gst|mwst|ust|tva|iva|btw|steuer|impuestos?|impostos?|moms|kdv)(_(amount|total|value))?' -%}
    {%- set looked_at = [] -%}
    {%- for relation, money in [('ad_spend', 'spend'), ('overhead_costs', 'amount')] -%}
        {%- for source in input_sources(relation) -%}
            {%- set named = source.mapping.get('columns', {}).get(money, money) -%}
            {%- set gross = named is string and modules.re.search('total|gross|brutto|brut|ttc|incl|invoice', named | lower) -%}
            {%- for column in unused_columns(relation, source, [credit, tax] if gross else [credit]) if source.columns[column | lower | trim].own_type != 'boolean' -%}
                {%- do looked_at.append({'relation': relation, 'money': money, 'source': source, 'column': column}) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {%- set sources = input_sources(one.relation) %}
    {{ 'union all' if not loop.first }}
    select
        'money_not_subtracted' as rule,
        '{{ one.relation }}' as relation,
        count(*) as row_count,
        {{ 'sum(abs(less))' if not var('reporting_currency') else 'cast(null as ' ~ money() ~ ')' }} as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.column ~ ': ') }} || max(abs(less)) as example,
        'By its name this column holds credits, discounts or taxes, and the costs may contain them: what was not spent counts as spent.' as why,
        {{ quoted_text('Write subtract: [' ~ yaml_name(one.column) ~ '] into the mapping of ' ~ one.relation ~ '; if the costs are without it already, ignore: [' ~ yaml_name(one.column) ~ '].') }} as remedy
    from ({{ rows_of_source(one.relation, one.source, [one.money], numbers={'less': one.column}) }}) as rows_of_source
    where less <> 0 and {{ one.money }} > 0 and row_problem is null and abs(less) <= {{ one.money }}
    having count(*) > 0
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
