{#-
  Warning: the amount is the price of one piece: of rows with a quantity above one, which the mapping does not use, it equals a column
  of prices, or is one by its name. Where dividing by the quantity leaves at most half as many values, it is that of all pieces (see
  warn_prices_of_all_pieces).
-#}
{% macro warn_amounts_of_one_piece() %}
    {%- set sources, looked_at = input_sources('transactions'), [] -%}
    {%- set price_names = '((unit|item|piece|single|line_?item)_?)?(price|preis|prix|precio|prezzo)(_per_(unit|piece|item))?' -%}
    {%- for source in sources if not source.mapping.get('order_fields') -%}
        {%- set amount = source.mapping.get('columns', {}).get('amount', 'amount') -%}
        {%- set quantities = unused_columns('transactions', source, ['((item|order|line_?item)_)?(quantity|qty|units|menge|anzahl|cantidad|quantite)']) -%}
        {%- if amount is string and amount | lower | trim in source.columns and quantities -%}
            {%- set named = modules.re.fullmatch(price_names, modules.re.sub('[^a-z]+', '_', amount | lower | trim)) -%}
            {%- for price in ([amount] if named else unused_columns('transactions', source, [price_names])) -%}
                {%- do looked_at.append({'source': source, 'amount': amount, 'quantity': quantities[0], 'price': price}) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'amounts_of_one_piece' as rule,
        'transactions' as relation,
        count(*) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(one.source, sources) ~ one.amount ~ ' ') }} || max(amount) || {{ quoted_text(', ' ~ one.quantity ~ ' ') }} || max(pieces) as example,
        'The amount is the price of one piece, and the quantity is not used: rows of several pieces count as one.' as why,
        {{ quoted_text('Write amount: {product: [' ~ yaml_name(one.price) ~ ', ' ~ yaml_name(one.quantity) ~ ']} under columns in the mapping of transactions; if amounts are those of all pieces, ignore: ['
            ~ yaml_name(one.quantity) ~ '].') }} as remedy
    from ({{ rows_of_source('transactions', one.source, ['amount'], numbers={'pieces': one.quantity, 'price': one.price}) }}) as rows_of_source
    where row_problem is null and pieces > 1 and amount > 0
    having count(*) >= 5 and sum(case when amount = {{ divided('price', one.source) }} then 1 else 0 end) >= 0.9 * count(*)
        and not (count(distinct amount) >= 10 and 2 * count(distinct round(amount / pieces, 2)) <= count(distinct amount))
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
