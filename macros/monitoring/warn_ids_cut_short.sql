{#-
  Warning: ids that a spreadsheet or a float has cut: 6.12346E+12, digits from the sixteenth on that are all zero, or numbers in a
  float column beyond what it tells apart. Several orders or customers may have become one. Of customers' ids also those few that
  are dates (2-Jan, Mar-12, 2024-02-01), as a spreadsheet makes of 1-2 and MAR12.
-#}
{% macro warn_ids_cut_short() %}
    {%- set text, as_text = dbt.type_string(), 'cast({} as ' ~ dbt.type_string() ~ ')' -%}
    {%- set why = "'A spreadsheet keeps 15 digits of a number, and shows long ones as 1.23E+12: what differed behind that is the same now, and several have become one.'" -%}
    {%- set remedy = "'Export anew and do not open the file in a spreadsheet, or import the column as text there.'" -%}
    select
        'ids_cut_short' as rule,
        'transactions' as relation,
        cast(sum(case when is_cut then 1 else 0 end) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        'customer_id ''' || min(case when is_cut then customer_id end) || '''' as example,
        {{ why }} as why,
        {{ remedy }} as remedy
    from (
        select
            customer_id,
            length(customer_id) >= 16 and customer_id not like '%@%' as is_long,
            is_scientific,
            is_scientific or length(customer_id) between 16 and 24 and {{ matches('customer_id', '[0-9]{15}0+') }} as is_cut
        from (
            select customer_id, {{ is_scientific('customer_id') }} as is_scientific
            from (select {{ as_text.format('customer_ref') }} as customer_id from {{ ref('int_customer_histories') }}) as ids
        ) as written
    ) as judged
    having sum(case when is_scientific then 1 else 0 end) > 0
        or sum(case when is_cut then 1 else 0 end) >= 3
            and sum(case when is_cut then 1 else 0 end) >= 0.9 * sum(case when is_long then 1 else 0 end)
    union all
    select
        'ids_cut_short' as rule,
        'transactions' as relation,
        cast(sum(scientific_ids) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        'transaction_id ''' || max(a_scientific_id) || '''' as example,
        {{ why }} as why,
        {{ remedy }} as remedy
    from {{ ref('base_order_days') }}
    having sum(scientific_ids) > 0
    {%- if customer_ref_type() != 'bigint' %}
    union all
    select
        'ids_cut_short' as rule,
        'transactions' as relation,
        cast(sum(case when is_date then 1 else 0 end) as bigint) as row_count,
        cast(null as {{ money() }}) as amount,
        'customer_id ''' || min(case when is_date then customer_ref end) || ''' beside ''' || min(case when not is_date then customer_ref end) || '''' as example,
        'Some customers'' ids are dates, as a spreadsheet makes of ids such as 1-2 or MAR12: these buyers meet no other input, and several may have become one.' as why,
        {{ remedy }} as remedy
    from (
        select
            customer_ref,
            customer_ref like '%-%' and {{ matches('customer_ref', '[0-9]{1,2}-[A-Z][a-z]{2}(-[0-9]{2,4})?|[A-Z][a-z]{2}-[0-9]{2}|(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]') }} as is_date
        from {{ ref('int_customer_histories') }}
    ) as buyers
    having sum(case when is_date then 1 else 0 end) between 1 and 0.1 * count(*)
    {%- endif %}
    {%- set sources = input_sources('transactions') -%}
    {%- for source in sources %}
        {%- for name in ['transaction_id', 'customer_id'] %}
            {%- set column = source.mapping.get('columns', {}).get(name, name) %}
            {%- if column is string and source.columns.get(column | lower | trim, {'type': ''}).type in ('double', 'double precision', 'float', 'real') %}
    union all
    select
        'ids_cut_short' as rule,
        'transactions' as relation,
        count(*) as row_count,
        cast(null as {{ money() }}) as amount,
        {{ quoted_text(source_label(source, sources) ~ column ~ ' is a column of floats: ') }} || cast(cast(max({{ source_column(source, column) }}) as bigint) as {{ text }}) as example,
        'Floats do not tell whole numbers of this size apart, so that several ids may have become one.' as why,
        'Export the column as text or as an integer.' as remedy
    from {{ source.relation }} as raw
    where {{ source_column(source, column) }} >= 9007199254740992 and {{ source_column(source, column) }} < 9e18
    having count(*) > 0
            {%- endif %}
        {%- endfor %}
    {%- endfor %}
{% endmacro %}
