{#-
  Warning: a part of the orders has whole amounts that are a hundred times those of the others, which have decimals, as where one of two files
  or a system that came later counts in cents. Amounts that are mostly hundreds are round sums, as of invoices, and no
  cents; amounts of more than two decimals beside them may be thousands (points_may_be_thousands). Of several currencies nothing is said.
-#}
{% macro warn_some_amounts_in_cents() %}
    {%- set answered = [] -%}
    {%- for source in input_sources('transactions') if source.mapping.get('divide_by') | string == '1' -%}
        {%- do answered.append(source) -%}
    {%- endfor -%}
    {%- set days = ref('base_order_days') -%}
    {%- if answered %}
    {{ no_warning() }}
    {%- else %}
    select
        'some_amounts_in_cents' as rule,
        'transactions' as relation,
        cast(whole_rows as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        'whole amounts from ' || smallest_whole || ' up, ' || fractional_rows || ' others of up to ' || largest_fractional
            || coalesce('; all whole from ' || first_day || ' to ' || last_day, '') as example,
        'These amounts are whole numbers about a hundred times as large as the others, which have decimals, as where one file or system counts in cents: they count a hundredfold.' as why,
        'If they are cents, give their rows a mapping of their own (their file, or keep) with divide_by: 100, and leave them out of the other; if they are right as they are, write divide_by: 1 into the mapping of transactions.' as remedy
    from (
        select
            sum(whole_rows) as whole_rows,
            sum(fractional_rows) as fractional_rows,
            sum(hundreds_rows) as hundreds_rows,
            sum(finer_rows) as finer_rows,
            sum(all_digits) - sum(fractional_digits) as whole_digits,
            sum(fractional_digits) as fractional_digits,
            min(smallest_whole) as smallest_whole,
            max(largest_fractional) as largest_fractional,
            min(case when fractional_rows = 0 and whole_rows > 0 then ordered_on end) as first_day,
            max(case when fractional_rows = 0 and whole_rows > 0 then ordered_on end) as last_day,
            min(first_currency) as first_currency,
            max(last_currency) as last_currency
        from {{ days }}
        where reason is null
    ) as sizes
    where coalesce(first_currency, '') = coalesce(last_currency, '')
        and hundreds_rows <= 0.5 * whole_rows and finer_rows <= 0.5 * fractional_rows
        and 2 * whole_digits * fractional_rows >= 2 * fractional_digits * whole_rows + 3 * whole_rows * fractional_rows
        and (
            whole_rows >= 20 and fractional_rows >= 20
            or whole_rows >= 4 and fractional_rows >= 4 and smallest_whole > largest_fractional
        )
    {%- endif %}
{% endmacro %}
