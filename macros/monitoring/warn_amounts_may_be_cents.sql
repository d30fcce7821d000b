{#-
  Warning: amounts may be in hundredths or millionths: the column is called so and the mapping does not divide it, or all amounts are
  whole numbers and most are a thousand or more, in no currency that is written so; or the least spend is a thousand times the largest
  order. `divide_by` in the mapping ends the doubt. Of spend also
  one channel of a file alone, whose whole numbers are twenty times the spend of all that has decimals, and no round ones as invoices are.
-#}
{% macro warn_amounts_may_be_cents() %}
    {%- set usually_whole = ['JPY', 'KRW', 'VND', 'IDR', 'CLP', 'HUF', 'ISK', 'TWD', 'INR', 'PKR', 'NGN', 'KZT', 'COP', 'ARS', 'RUB', 'PHP', 'THB', 'CZK', 'PYG', 'UGX', 'XAF', 'XOF', 'LKR', 'NPR', 'IRR', 'MMK', 'KHR', 'LAK', 'MNT', 'UZS', 'TZS', 'KES', 'CRC', 'DZD', 'IQD', 'RSD', 'AMD', 'CNY'] -%}
    {%- set said, named = [], [] -%}
    {%- for relation, name in [('transactions', 'amount'), ('ad_spend', 'spend'), ('overhead_costs', 'amount')] -%}
        {%- set sources = input_sources(relation) -%}
        {%- for source in sources -%}
            {%- set column = source.mapping.get('columns', {}).get(name, name) -%}
            {#- Won, yen, dong and rupiah, by the language of the column. -#}
            {%- set is_whole = column is string and modules.re.search('[가-힣円]|ti(ề|e)n$|harga|pembayaran', column | lower) -%}
            {%- if source.mapping.get('divide_by') or is_whole -%}
                {%- do said.append(relation) -%}
            {%- elif column is string and modules.re.search('(cents?|minor|micros?|pence)(_|\\b|$)', column | lower) -%}
                {%- do named.append({'relation': relation, 'column': column, 'label': source_label(source, sources)}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor %}
    select
        'amounts_may_be_cents' as rule,
        'transactions' as relation,
        cast(sum(row_count) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        'amounts up to ' || max(largest_amount) || ', none with decimals' as example,
        'All amounts are whole numbers and most are a thousand or more, as where a system counts in cents: revenue would be a hundred times too high.' as why,
        'If they are cents, write divide_by: 100 into the mapping of transactions; if not, divide_by: 1, or set reporting_currency to a currency without cents.' as remedy
    from {{ ref('base_order_days') }}
    where reason is null and {{ 'false' if said and 'transactions' in said or (var('reporting_currency') or '') | upper in usually_whole else 'true' }}
    having sum(row_count) >= 50 and sum(fractional_rows) = 0 and sum(large_rows) >= 0.5 * sum(row_count)
        and sum(case when last_currency in ({{ "'" ~ usually_whole | join("', '") ~ "'" }}) then 1 else 0 end) = 0
    union all
    select
        'amounts_may_be_cents' as rule,
        'ad_spend' as relation,
        count(*) as row_count,
        sum(spend) as amount,
        'spend of ' || min(spend) || ' to ' || max(spend) || ', none with decimals' as example,
        'All spend is in large whole numbers, as where a report counts in micros, a millionth of a unit of money.' as why,
        'If it does, write divide_by: 1000000 into the mapping of ad_spend; if not, divide_by: 1.' as remedy
    from {{ ref('stg_ad_spend') }}
    where spend > 0 and {{ 'false' if 'ad_spend' in said else 'true' }}
    having (
            count(*) >= 5 and min(spend) >= 10000 and sum(case when spend >= 100000 then 1 else 0 end) >= 0.5 * count(*)
            or min(spend) > 1000 * (select max(largest_amount) from {{ ref('base_order_days') }} where reason is null)
        )
        and sum(case when spend <> round(spend, 0) then 1 else 0 end) = 0
    union all
    select
        'amounts_may_be_cents' as rule,
        'ad_spend' as relation,
        cast(row_count as bigint) as row_count,
        spend as amount,
        channel || case when files > 1 then ' in ' || source else '' end || ': spend of ' || least || ' to ' || most || ', none with decimals' as example,
        'The spend of this channel is in whole numbers many times those of the other channels, as where its report counts in cents or micros and theirs do not.' as why,
        'If it does, give its rows a mapping of their own (keep) with divide_by: 100 or 1000000, and drop them from the other; if it is right as it is, write divide_by: 1.' as remedy
    from (
        select
            source,
            channel,
            count(*) over (partition by channel) as files,
            count(*) as row_count,
            sum(spend) as spend,
            min(spend) as least,
            max(spend) as most,
            sum(case when spend <> round(spend, 0) then 1 else 0 end) as fractional_rows,
            sum(case when spend % 10 = 0 and spend % 10000 <> 0 then 1 else 0 end) as round_rows,
            max(case when sum(case when spend <> round(spend, 0) then 1 else 0 end) > 0 then avg(spend) end) over () as usual
        from {{ ref('base_ad_spend') }}
        where reason is null and spend > 0 and {{ 'false' if 'ad_spend' in said else 'true' }}
        group by source, channel
    ) as channels
    where fractional_rows = 0 and (row_count >= 20 or row_count >= 4 and least >= 20 * usual) and spend >= 20 * usual * row_count and round_rows <= 0.3 * row_count and least >= 100
    {%- for one in named %}
    union all
    select
        'amounts_may_be_cents' as rule,
        '{{ one.relation }}' as relation,
        cast(null as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(one.label ~ one.column) }} as example,
        'By its name the column counts in hundredths or millionths, and the mapping takes it for whole units of money.' as why,
        {{ quoted_text('Write divide_by: ' ~ ('1000000' if 'micro' in one.column | lower else '100') ~ ' into the mapping of ' ~ one.relation ~ '; if it is right as it is, divide_by: 1.') }} as remedy
    {%- endfor %}
{% endmacro %}
