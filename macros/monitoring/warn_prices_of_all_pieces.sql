{#-
  Warning: the amount is a price times a quantity, and the price is that of all pieces already: divided by the quantity it has at most
  half as many values as it has as it is, which prices of one piece never have; or it is on average three quarters as many times as high as
  there are pieces, and more, where twenty rows have one piece and as many each of two other numbers up to five.
-#}
{% macro warn_prices_of_all_pieces() %}
    {%- set sources, looked_at = input_sources('transactions'), [] -%}
    {%- for source in sources if not source.mapping.get('order_fields') -%}
        {%- set amount = source.mapping.get('columns', {}).get('amount', 'amount') -%}
        {%- set factors = amount.get('product', []) if amount is mapping else [] -%}
        {%- if factors | length == 2 and not was_looked_at('transactions', factors[0]) and not was_looked_at('transactions', factors[1]) -%}
            {%- do looked_at.extend([{'source': source, 'factors': factors}, {'source': source, 'factors': factors[::-1]}]) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set fewer = '(count(distinct pieces) > 1 and count(distinct price) >= 10 and 2 * count(distinct single) <= count(distinct price))' -%}
    {%- set seen = "sum(case when pieces = %s then row_count else 0 end)" -%}
    {%- set total = "sum(case when pieces = %s then cast(price as " ~ double() ~ ") * row_count else 0 end)" -%}
    {%- set several, higher = [], [] -%}
    {%- for pieces in range(2, 6) -%}
        {%- do several.append('case when ' ~ seen % pieces ~ ' >= 20 then 1 else 0 end') -%}
        {%- do higher.append('(' ~ seen % pieces ~ ' < 20 or ' ~ total % pieces ~ ' * ' ~ seen % 1 ~ ' >= ' ~ 0.75 * pieces ~ ' * ' ~ total % 1 ~ ' * ' ~ seen % pieces ~ ')') -%}
    {%- endfor -%}
    {%- set rises = '(' ~ seen % 1 ~ ' >= 20 and ' ~ several | join(' + ') ~ ' >= 2 and ' ~ higher | join(' and ') ~ ')' -%}
    {%- set mean = 'round(cast(' ~ total ~ ' / nullif(' ~ seen ~ ', 0) as numeric(18, 4)), 2)' -%}
    {%- for one in looked_at %}
    {{ 'union all' if not loop.first }}
    select
        'prices_of_all_pieces' as rule,
        'transactions' as relation,
        cast(sum(row_count) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(one.source, sources)) }} || case when {{ fewer }}
            then count(distinct price) || {{ quoted_text(' values of ' ~ one.factors[0] ~ ', ') }} || count(distinct single)
                || {{ quoted_text(' where it is divided by ' ~ one.factors[1]) }}
            else {{ quoted_text(one.factors[0] ~ ' of ') }} || {{ mean % (1, 1) }} || {{ quoted_text(' on average where ' ~ one.factors[1] ~ ' is 1, ') }}
                || {{ mean % (2, 2) }} || ' where it is 2' end as example,
        'The price looks like that of all pieces of the row, and is multiplied by their number once more: revenue is too high.' as why,
        {{ quoted_text('Write amount: ' ~ yaml_name(one.factors[0]) ~ ' under columns in the mapping of transactions; if it is the price of one piece, ignore: [' ~ yaml_name(one.factors[1]) ~ '].') }} as remedy
    from (
        select
            price,
            pieces,
            round(price / pieces, 2) as single,
            count(*) as row_count
        from ({{ rows_of_source('transactions', one.source, [], numbers={'price': one.factors[0], 'pieces': one.factors[1]}) }}) as rows_of_source
        where row_problem is null and price > 0 and pieces > 0
        group by price, pieces
    ) as factors
    having {{ fewer }} or {{ rises }}
    {%- else %}
    {{ no_warning() }}
    {%- endfor %}
{% endmacro %}
