{#-
  Warning: days that are none of the business: a few orders or costs more than a year before all others, or any before 1971 (where a
  date was missing), or one day with at least a quarter of fifty orders, or of fifty buyers who were acquired before they bought, or three
  quarters of ten (that of an import).
-#}
{% macro warn_days_stand_apart() %}
    {%- set days, histories = ref('base_order_days'), ref('int_customer_histories') %}
    {%- set orders = '(select ordered_on as day, row_count, amount from ' ~ days ~ ' where reason is null) as orders' %}
    {%- set costs = '(select spend_date as day, count(*) as row_count, sum(spend) as amount from ' ~ ref('stg_ad_spend') ~ ' group by spend_date) as costs' %}
    {%- set buyers = '(select case when acquired_on < first_purchase_on then acquired_on end as day, count(*) as row_count, sum(realised_revenue) as amount from ' ~ histories ~ ' group by 1) as buyers' %}
    {%- set is_open, ignore = {}, {} %}
    {%- for relation, column in [('transactions', 'ordered_at'), ('ad_spend', 'spend_date'), ('customers', 'acquired_at')] %}
        {%- do is_open.update({relation: 'false' if was_looked_at(relation, column) else 'true'}) %}
        {%- do ignore.update({relation: 'write ignore: [' ~ input_column_name(relation, column) ~ '] into the mapping of ' ~ relation ~ '.'}) %}
    {%- endfor %}
    {%- for relation, rows, what, effect in [
        ('transactions', orders, 'orders', 'their customers seem to be the oldest'), ('ad_spend', costs, 'costs', 'they are in no later CAC')
    ] %}
    select
        'days_stand_apart' as rule,
        '{{ relation }}' as relation,
        cast(rows_so_far as bigint) as row_count,
        amount_so_far as amount,
        cast(day as {{ dbt.type_string() }}) || ' and before, then none until ' || next_day as example,
        'These few {{ what }} lie more than a year before all others, as where a missing date is written as one: {{ effect }}.' as why,
        {{ quoted_text('Correct the dates, or leave the rows out with drop in the mapping; if they are right, ' ~ ignore[relation]) }} as remedy
    from (
        select
            day,
            lead(day) over (order by day) as next_day,
            sum(row_count) over (order by day) as rows_so_far,
            sum(amount) over (order by day) as amount_so_far,
            sum(row_count) over () as all_rows
        from {{ rows }}
        where {{ is_open[relation] }}
    ) as gaps
    where {{ days_between('day', 'next_day') }} > 365 and (rows_so_far <= 0.1 * all_rows or day < date '1971-01-01')
    union all
    {%- endfor %}
    {%- for relation, rows, what, where, effect, remedy in [
        (
            'transactions', orders, 'orders', '', 'when customers bought, and how often, is lost',
            'Export the date of the order (ordered_at under columns in the mapping); if it was a day of sales, '
        ),
        (
            'customers', buyers, 'buyers acquired', ' before they bought', 'in what month they were won, and at what cost, is lost',
            'Export the date of registration (acquired_at under columns in the mapping), or none; if it was that day, '
        ),
    ] %}
    {{ 'union all' if not loop.first }}
    select
        'days_stand_apart' as rule,
        '{{ relation }}' as relation,
        cast(row_count as bigint) as row_count,
        amount,
        row_count || ' of ' || all_rows || ' {{ what }} on ' || day || '{{ where }}' as example,
        'So many {{ what }} on one day are more likely those of an import that wrote its own date: {{ effect }}.' as why,
        {{ quoted_text(remedy ~ ignore[relation]) }} as remedy
    from (
        select day, row_count, amount, sum(row_count) over () as all_rows
        from {{ rows }}
        where {{ is_open[relation] }}
    ) as shares
    where (all_rows >= 50 and row_count >= 0.25 * all_rows{{ ' or all_rows >= 10 and row_count >= 0.75 * all_rows' if relation == 'customers' }})
        and day is not null
    {%- endfor %}
{% endmacro %}
