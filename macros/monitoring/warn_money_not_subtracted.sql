{#-
  Warning: a column of refunds, of discounts beside gross amounts, or of taxes or tips beside amounts that are not named net, has money in
  it, or one of money that is still owed, and the mapping does not subtract it; or one of what is left after refunds is not taken. Refunds that are rows of their own are not to be subtracted again, and
  what reads like shares or percent of the amount cannot be.
-#}
{% macro warn_money_not_subtracted() %}
    {%- set sources, looked_at = input_sources('transactions'), [] -%}
    {%- for source in sources if not source.mapping.get('order_fields') -%}
        {%- set amount = source.mapping.get('columns', {}).get('amount', 'amount') -%}
        {%- set name = amount | lower if amount is string else 'product' -%}
        {%- set no_money = '(?!(.*_)?(date|at|on|id|no|reason|status|qty|quantity|count|percent|pct|rate|code|class|name|type|title|note|number|region)$)' -%}
        {%- set is_less_refunds = modules.re.search('adjusted|current_total|after_refund|net_of_refund', name) -%}
        {%- set meanings = {} if is_less_refunds else {'refund': no_money ~ '(' ~ refund_columns() ~ ')'} -%}
        {%- do meanings.update({'owed': no_money ~ '((amount|balance|total)_due|(total_|amount_|balance_)?outstanding(_(balance|amount))?|(unpaid|open)_(amount|balance)|offener_betrag)'}) -%}
        {%- if modules.re.search('gross|brutto|brut|subtotal|list|before|product|line_total', name) -%}
            {%- do meanings.update({'discount': no_money ~ '(?!shipping)(.*_)?(discounts?|rabatt|remise|descuento|sconto|korting|coupon|voucher)(_(amount|total|value))?'}) -%}
        {%- endif -%}
        {%- set is_plain = source.mapping.get('format', 'plain table') == 'plain table' -%}
        {%- set factors = amount.get('product', []) | join(' ') | lower if amount is mapping else name -%}
        {%- if is_plain and not modules.re.search(without_tax(), factors) -%}
            {%- do meanings.update({'tax': no_money ~ '((order|total|sales)_)?(tax(es)?|vat|gst|mwst|ust|tva|iva|btw|steuer|impuestos?|impostos?|imposta|moms|kdv)(_(amount|total|value|paid|charged|collected))?'}) -%}
        {%- endif -%}
        {%- if is_plain and not modules.re.search('net|untaxed|excl|ex_|before|subtotal', name) -%}
            {%- do meanings.update({'tip': no_money ~ '((order|total)_)?(tips?|gratuit(y|ies)|trinkgeld(er)?|pourboires?|propinas?|manc(ia|e)|fooi|gorjetas?)(_(amount|total|value))?'}) -%}
        {%- endif -%}
        {%- if not modules.re.search('adjusted|current|after|final', name) -%}
            {%- do meanings.update({'after': no_money ~ '(.*_)?(adjusted|current|after_(refunds?|returns?|cancell?ations?)|less_refunds?|net_of_refunds?)(_.*)?(total|amount|price|revenue|value|sales)(_.*)?|(.*_)?(total|amount|price|revenue|value)(_(after_refunds?|adjusted|current))'}) -%}
        {%- endif -%}
        {%- for meaning, pattern in meanings.items() -%}
            {%- for column in unused_columns('transactions', source, [pattern]) if source.columns[column | lower | trim].own_type != 'boolean' -%}
                {%- do looked_at.append({'source': source, 'column': column, 'meaning': meaning}) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'money_not_subtracted' as rule,
        'transactions' as relation,
        count(*) as row_count,
        {{ 'sum(abs(less))' if not var('reporting_currency') else 'cast(null as ' ~ money() ~ ')' }} as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.column ~ ': ') }} || max(abs(less)) as example,
        {% if one.meaning == 'refund' -%}
        'This column holds money that went back, and the mapping does not subtract it: it counts as revenue.'
        {%- elif one.meaning == 'owed' -%}
        'This column holds money that buyers still owe, and the mapping does not subtract it: it counts as revenue.'
        {%- elif one.meaning == 'after' -%}
        'By its name this column holds what is left of the amount after refunds or changes, and it is less in these rows: what went back counts as revenue.'
        {%- elif one.meaning == 'discount' -%}
        'This column holds discounts, and the amounts are those before them by their name: what was not paid counts as revenue.'
        {%- elif one.meaning == 'tip' -%}
        'This column holds tips, and the amounts may contain them: tips are no revenue.'
        {%- else -%}
        'This column holds taxes, and the amounts may contain them: taxes are no revenue.'
        {%- endif %} as why,
        {%- set subtract = quoted_text('Write subtract: [' ~ yaml_name(one.column) ~ '] into the mapping of transactions; if the amounts are without it already'
            ~ (', or gross_margin takes it off' if one.meaning == 'tax' else '') ~ ', ignore: [' ~ yaml_name(one.column) ~ '].') %}
        {% if one.meaning in ('discount', 'tax') -%}
        case
            when max(abs(less)) <= 1 or max(abs(less)) <= 100 and sum(case when less = round(less, 0) then 0 else 1 end) = 0 and 5 * count(distinct less) <= count(*)
                then {{ quoted_text('Its values read like shares or percent of the amount, which cannot be subtracted: export the amount without them and name that column under columns in the mapping of transactions'
                    ~ ('; a tax of one rate may also be part of gross_margin' if one.meaning == 'tax') ~ '; where they are money, subtract: [' ~ yaml_name(one.column) ~ ']; if the amounts are without it already, ignore: [' ~ yaml_name(one.column) ~ '].') }}
            else {{ subtract }}
        end
        {%- elif one.meaning == 'after' -%}
        {{ quoted_text('Where the column is filled in each row, name it as amount under columns in the mapping of transactions; else take the difference off in a column of its own, and subtract that; if the amounts are right, ignore: [' ~ yaml_name(one.column) ~ '].') }}
        {%- else -%}
        {{ subtract }}
        {%- endif %} as remedy
    from ({{ rows_of_source('transactions', one.source, ['amount'], numbers={'less': one.column}) }}) as rows_of_source
    where less <> 0 and amount > 0 and row_problem is null
        {%- if one.meaning == 'after' %}
        and less > 0 and less < amount
        {%- endif %}
    having count(*) > 0
        {%- if one.meaning == 'refund' %}
        and max(abs(less)) <> 1
        and count(*) > 2 * (select coalesce(sum(negative_rows), 0) from {{ ref('base_order_days') }} where reason is null)
        {%- endif %}
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
    union all
    {{ credits_beside_costs() }}
{% endmacro %}
